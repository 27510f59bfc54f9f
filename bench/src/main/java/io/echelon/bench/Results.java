package io.echelon.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `results`: one command after another goes to many executors, and each of them reports.
@Command(name = "results", sortOptions = false, description = "Has many executors report to one sender; Echelon only.")
final class Results implements Callable<RawLine> {
    @Mixin
    private Target target;

    @Mixin
    private Span span;

    @Option(names = "--executors", required = true, converter = Count.class, description = "How many.")
    private int executors;

    @Option(names = "--bytes", converter = Count.class, description = "Bytes a command. Default: ${DEFAULT-VALUE}")
    private int bytes = 128;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Results() {}

    @Override
    public RawLine call() throws DriveException {
        if (target.system() != Contender.ECHELON) {
            throw new DriveException(target.system() + " knows no results");
        }
        Phase phase = new Assignment(target, Load.inFlight(1), bytes, executors).run(span);
        long results = phase.messages() * executors;
        RawLine line = new RawLine("results")
                .put("system", target.system())
                .put("executors", executors)
                .put("bytes", bytes)
                .put("commands", phase.messages())
                .put("seconds", phase.seconds());
        phase.putLatencies(line).put("results_per_s", results / phase.seconds());
        return phase.cpu().putOn(line, "result", results);
    }
}
