package io.echelon.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pair`: one sends to one. With Echelon each message is a command that has to be answered, and closes.
@Command(name = "pair", sortOptions = false, description = "Sends from one to one; with Echelon, until it is answered.")
final class Pair implements Callable<RawLine> {
    @Mixin
    private Target target;

    @Mixin
    private Span span;

    @Option(names = "--in-flight", required = true, converter = Count.class, description = "Messages at a time.")
    private int inFlight;

    @Option(names = "--bytes", converter = Count.class, description = "Bytes a message. Default: ${DEFAULT-VALUE}")
    private int bytes = 128;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Pair() {}

    @Override
    public RawLine call() throws DriveException {
        Load load = Load.inFlight(inFlight);
        Phase phase = target.system() == Contender.ECHELON
                ? new Assignment(target, load, bytes, 1).run(span)
                : new Broadcast(target, load, bytes, 1, 1, 1).run(span);
        RawLine line = new RawLine("pair")
                .put("system", target.system())
                .put("in-flight", inFlight)
                .put("bytes", bytes)
                .put("messages", phase.messages())
                .put("seconds", phase.seconds())
                .put("messages_per_s", phase.messages() / phase.seconds());
        return phase.cpu().putOn(phase.putLatencies(line), "message", phase.messages());
    }
}
