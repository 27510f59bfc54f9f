package io.echelon.bench;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `succession`: how long it takes until the second in a line knows that the first is gone. The two are clients of
/// different nodes, in a line of their own each time.
@Command(name = "succession", sortOptions = false, description = "Loses who leads, and waits until the next one knows.")
final class Succession implements Callable<RawLine> {
    /// How the first one is lost.
    enum Loss {
        /// Its connection is reset, as by the kernel of a process that has died.
        RESET,
        /// It says nothing any more, and its connection stays.
        SILENCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How long they lead before: so that losses meet all phases of what keeps a leader.
    private static final double LEAST_SECONDS = 0.4;

    private static final double MORE_SECONDS = 0.4;

    @Mixin
    private ClusterTarget target;

    @Option(names = "--loss", required = true, description = "How it is lost: ${COMPLETION-CANDIDATES}")
    private Loss loss;

    @Option(names = "--times", converter = Count.class, description = "How often. Default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Option(
            names = "--rehearsals",
            description = "How often before that, uncounted, so that a server is warm. Default: ${DEFAULT-VALUE}")
    private int rehearsals = 1;

    private final Random random = new Random(1);

    /// How often somebody was taken for lost who was not: what is short for a session can be so for a busy machine.
    private int spoiled;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Succession() {}

    @Override
    public RawLine call() throws DriveException {
        Timings timings = new Timings();
        try (Fleet fleet = new Fleet(target.addresses())) {
            for (int time = 1; time <= rehearsals + times; ) {
                Progress.say("losing, " + time + " of " + (rehearsals + times) + " ...");
                try {
                    long nanos = lose(fleet, time + spoiled);
                    if (time > rehearsals) {
                        timings.add(nanos);
                    }
                    time++;
                } catch (DriveException early) {
                    Progress.say("spoiled: " + early.getMessage());
                    spoiled++;
                    if (spoiled > times) {
                        throw early;
                    }
                }
            }
        }
        return new RawLine("succession")
                .put("system", target.system())
                .put("loss", loss)
                .put("times", times)
                .put("spoiled", spoiled)
                .put("told_ms_p50", timings.medianMillis())
                .put("told_ms_min", timings.leastMillis())
                .put("told_ms_max", timings.mostMillis())
                .put("told_ms", timings);
    }

    private long lose(Fleet fleet, int time) throws DriveException {
        Standing holder = new Standing();
        Standing successor = new Standing();
        ClusterClient first = enter(fleet, time, time, holder);
        fleet.await(() -> holder.isFirst);
        ClusterClient second = enter(fleet, time, time + 1, successor);
        fleet.await(() -> successor.isInLine);
        fleet.rest(LEAST_SECONDS + random.nextDouble() * MORE_SECONDS);
        if (successor.isFirst.isDone() || holder.isLost) {
            throw new DriveException("the first was taken for lost while it was there");
        }
        long start = System.nanoTime();
        long end = fleet.await(() -> {
            if (loss == Loss.RESET) {
                first.reset();
            } else {
                first.fallSilent();
            }
            return successor.isFirst;
        });
        fleet.await(() -> {
            first.reset();
            second.reset();
            return CompletableFuture.completedFuture(null);
        });
        return end - start;
    }

    private ClusterClient enter(Fleet fleet, int line, int node, Standing standing) throws DriveException {
        ClusterClient client = target.system().client(Duty.LEAD, "line" + line, new byte[0]);
        return fleet.await(() -> {
            fleet.connect(client, node % fleet.nodes(), standing);
            return CompletableFuture.completedFuture(client);
        });
    }

    /// Where somebody is in the line.
    private static final class Standing implements ClusterClient.Listener {
        private final CompletableFuture<Long> isInLine = new CompletableFuture<>();
        private final CompletableFuture<Long> isFirst = new CompletableFuture<>();
        private volatile boolean isLost;

        @Override
        public void onReady(ClusterClient client) {
            isInLine.complete(System.nanoTime());
        }

        @Override
        public void onFirst(ClusterClient client) {
            isFirst.complete(System.nanoTime());
        }

        @Override
        public void onLost(ClusterClient client, DriveException why) {
            isLost = true;
            isInLine.completeExceptionally(why);
            isFirst.completeExceptionally(why);
        }
    }
}
