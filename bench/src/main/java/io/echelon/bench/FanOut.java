package io.echelon.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fan-out`: what one publishes reaches many.
@Command(name = "fan-out", sortOptions = false, description = "Publishes to many receivers.")
final class FanOut implements Callable<RawLine> {
    @Mixin
    private Target target;

    @ArgGroup(multiplicity = "1")
    private Load load;

    @Mixin
    private Span span;

    @Option(names = "--receivers", required = true, converter = Count.class, description = "Receivers in all.")
    private int receivers;

    @Option(names = "--bytes", converter = Count.class, description = "Bytes a message. Default: ${DEFAULT-VALUE}")
    private int bytes = 128;

    @Option(
            names = "--senders",
            converter = Count.class,
            description = "Senders to each group, at most 16. Default: ${DEFAULT-VALUE}")
    private int senders = 1;

    @Option(
            names = "--groups",
            converter = Count.class,
            description = "Groups that the receivers are spread over. Default: ${DEFAULT-VALUE}")
    private int groups = 1;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private FanOut() {}

    @Override
    public RawLine call() throws DriveException {
        Phase phase = new Broadcast(target, load, bytes, receivers, senders, groups).run(span);
        RawLine line = new RawLine("fan-out")
                .put("system", target.system())
                .put("receivers", receivers)
                .put("bytes", bytes);
        load.putOn(line)
                .put("groups", groups)
                .put("senders", senders)
                .put("messages", phase.messages())
                .put("deliveries", phase.deliveries())
                .put("seconds", phase.seconds())
                .put("deliveries_per_s", phase.deliveries() / phase.seconds());
        return phase.cpu().putOn(phase.putLatencies(line), "delivery", phase.deliveries());
    }
}
