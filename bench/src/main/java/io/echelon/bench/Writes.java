package io.echelon.bench;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `writes`: how many small writes a replicated server acknowledges, and how soon.
@Command(name = "writes", sortOptions = false, description = "Writes through all nodes of a replicated server.")
final class Writes implements Callable<RawLine> {
    @Mixin
    private ClusterTarget target;

    @Mixin
    private Span span;

    @Option(
            names = "--duty",
            description = "What a write is: write for a command, a put or a create, or join. Default: ${DEFAULT-VALUE}")
    private Duty duty = Duty.WRITE;

    @Option(names = "--in-flight", required = true, converter = Count.class, description = "Writes at a time.")
    private int inFlight;

    @Option(
            names = "--warm-up-in-flight",
            converter = Count.class,
            description = "Writes at a time before that, so that a server is warm. Default: as many")
    private Optional<Integer> warmUpInFlight = Optional.empty();

    @Option(
            names = "--clients",
            required = true,
            converter = Count.class,
            description = "Connections, in turn to each node.")
    private int clients;

    @Option(names = "--bytes", converter = Count.class, description = "Bytes a write. Default: ${DEFAULT-VALUE}")
    private int bytes = 128;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Writes() {}

    @Override
    public RawLine call() throws DriveException {
        if (duty == Duty.LEAD || (duty == Duty.JOIN && target.system() != ReplicatedSystem.ECHELON)) {
            throw new DriveException(target.system() + " is not written to by a " + duty);
        }
        byte[] body = Sentinel.body(bytes, 0);
        try (Fleet fleet = new Fleet(target.addresses())) {
            Progress.say("connecting " + clients + " ...");
            Pump pump = new Pump(fleet, clients, i -> target.system().client(duty, "w" + i, body), target.pids());
            int before = warmUpInFlight.orElse(inFlight);
            Phase phase = span.run(seconds -> pump.run(seconds, before), seconds -> pump.run(seconds, inFlight));
            return line(phase, pump.refused());
        }
    }

    private RawLine line(Phase phase, long refused) {
        RawLine line = new RawLine("writes")
                .put("system", target.system())
                .put("duty", duty)
                .put("in-flight", inFlight)
                .put("clients", clients)
                .put("bytes", bytes)
                .put("writes", phase.messages())
                .put("refused", refused)
                .put("seconds", phase.seconds())
                .put("writes_per_s", phase.messages() / phase.seconds());
        phase.cpu().putOn(phase.putLatencies(line), "write", phase.messages());
        return line.put("servers_busy", phase.cpu().serverNanos() / (double) phase.nanos())
                .put("driver_busy", phase.cpu().driverNanos() / (double) phase.nanos());
    }
}
