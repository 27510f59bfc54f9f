package io.echelon.bench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hold`: how fast connections come to be, and what one costs that does nothing.
@Command(name = "hold", sortOptions = false, description = "Opens connections and keeps them.")
final class Hold implements Callable<RawLine> {
    private static final long BYTES_PER_KIB = 1 << 10;

    @Mixin
    private Target target;

    @Option(names = "--connections", required = true, converter = Count.class, description = "How many.")
    private int connections;

    @Option(
            names = "--settle",
            description = "Seconds of rest before its memory is looked at. Default: ${DEFAULT-VALUE}")
    private double settleSeconds = 3;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Hold() {}

    @Override
    public RawLine call() throws DriveException {
        Progress.say("rehearsing ...");
        Rehearsal.of(target.dialect());
        try (Swarm swarm = new Swarm(target)) {
            ResidentSet before = ResidentSet.of(target.pid());
            Progress.say("connecting " + connections + " ...");
            CpuUse cpuBefore = CpuUse.now(target);
            long start = System.nanoTime();
            List<Link> links = swarm.open(connections, i -> 0);
            double seconds = (System.nanoTime() - start) / Span.NANOS_PER_SECOND;
            CpuUse cpu = CpuUse.now(target).since(cpuBefore);
            target.dialect().inOrder(links);
            swarm.subscribe(links);
            Progress.say("resting for " + settleSeconds + " s ...");
            swarm.rest(settleSeconds);
            ResidentSet after = ResidentSet.of(target.pid());
            RawLine line = new RawLine("hold")
                    .put("system", target.system())
                    .put("connections", connections)
                    .put("connects_per_s", connections / seconds)
                    .put("seconds", seconds)
                    .put("rss_before_kib", before.kib())
                    .put("rss_after_kib", after.kib())
                    .put("rss_per_connection_bytes", (after.kib() - before.kib()) * BYTES_PER_KIB / connections);
            return cpu.putOn(line, "connect", connections);
        }
    }
}
