package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fan-out`: what one publishes reaches many.
@Command(name = "fan-out", description = "Publishes to many receivers.")
final class FanOut implements Callable<RawLine> {
    @Mixin
    private Target target;

    @Mixin
    private Load load;

    @Mixin
    private Span span;

    @Option(names = "--receivers", required = true, description = "Receivers in all.")
    private int receivers;

    @Option(names = "--bytes", description = "Bytes of a message. Default: ${DEFAULT-VALUE}")
    private int bytes = 128;

    @Option(names = "--senders", description = "Senders to each group. Default: ${DEFAULT-VALUE}")
    private int senders = 1;

    @Option(names = "--groups", description = "Groups of receivers. Default: ${DEFAULT-VALUE}")
    private int groups = 1;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private FanOut() {}

    @Override
    public RawLine call() throws DriveException {
        try (Swarm swarm = new Swarm(target)) {
            Progress.say("connecting " + receivers + " receivers ...");
            List<Link> sending = swarm.open(groups * senders, i -> i / senders);
            List<Link> receiving = swarm.openReceivers(receivers, i -> i % groups);
            Phase phase = span.run(volley(swarm, sending, receiving));
            return phase.putLatencies(line(phase))
                    .put("server_cpu_us_per_delivery", Phase.micros(phase.cpu().serverNanos(), phase.deliveries()))
                    .put("driver_cpu_us_per_delivery", Phase.micros(phase.cpu().driverNanos(), phase.deliveries()));
        }
    }

    private Volley volley(Swarm swarm, List<Link> sending, List<Link> receiving) throws DriveException {
        Dialect dialect = target.dialect();
        List<Publisher> publishers = new ArrayList<>();
        for (Link link : sending) {
            byte[] body = Sentinel.body(bytes, link.index() % senders);
            byte[] message = Sentinel.checked(dialect.message(link.group(), senders, body));
            publishers.add(new Publisher(link, load.lane(receiversOf(link.group())), message));
        }
        Volley volley = new Volley(swarm, target, publishers, load);
        List<Lane> lanes = publishers.stream().map(Publisher::lane).toList();
        Receivers ear = new Receivers(volley, lanes, senders, receivers);
        sending.forEach(
                link -> link.listen(new Hearing(dialect.receipts(receiversOf(link.group())), volley::onReceipts)));
        receiving.forEach(link -> link.listen(ear));
        return volley;
    }

    private int receiversOf(int group) {
        return receivers / groups + (group < receivers % groups ? 1 : 0);
    }

    private RawLine line(Phase phase) {
        RawLine line = new RawLine("fan-out")
                .put("system", target.system())
                .put("receivers", receivers)
                .put("bytes", bytes);
        return load.putOn(line)
                .put("groups", groups)
                .put("senders", senders)
                .put("messages", phase.messages())
                .put("deliveries", phase.deliveries())
                .put("seconds", phase.seconds())
                .put("deliveries_per_s", phase.deliveriesPerSecond());
    }
}
