package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `leave`: how long it takes until all who stay have heard that others are gone.
@Command(name = "leave", sortOptions = false, description = "Has some go, and waits until the others know.")
final class Leave implements Callable<RawLine> {
    /// Who goes.
    enum Leaving {
        /// The one of rank 0.
        FIRST,
        /// Every second one, from rank 0 on.
        HALF;

        boolean includes(int rank) {
            return switch (this) {
                case FIRST -> rank == 0;
                case HALF -> rank % 2 == 0;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private Target target;

    @Option(names = "--members", required = true, converter = Count.class, description = "How many there are before.")
    private int members;

    @Option(names = "--leaving", required = true, description = "Who goes: ${COMPLETION-CANDIDATES}")
    private Leaving leaving;

    @Option(
            names = "--times",
            converter = Count.class,
            description = "How often; who went comes back between. Default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Option(
            names = "--rehearsals",
            converter = Count.class,
            description = "How often before that, uncounted, so that a server is warm. Default: ${DEFAULT-VALUE}")
    private int rehearsals = 1;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Leave() {}

    @Override
    public RawLine call() throws DriveException {
        if (members < 2) {
            throw new DriveException("it takes two members");
        }
        try (Swarm swarm = new Swarm(target)) {
            Progress.say("connecting " + members + " ...");
            Farewell farewell = target.dialect().farewell(swarm);
            List<Link> present = swarm.openReceivers(members, i -> 0);
            Timings timings = new Timings();
            double lines = 0;
            for (int time = 1; time <= rehearsals + times; time++) {
                Progress.say("leaving, " + time + " of " + (rehearsals + times) + " ...");
                Split split = split(target.dialect().inOrder(present));
                Farewell.Told told = farewell.part(split.leavers(), split.stayers());
                if (time > rehearsals) {
                    timings.add(told.nanos());
                    lines += (double) told.lines() / split.stayers().size();
                }
                present = new ArrayList<>(split.stayers());
                present.addAll(swarm.openReceivers(split.leavers().size(), i -> 0));
            }
            return line(timings, lines / times);
        }
    }

    private record Split(List<Link> leavers, List<Link> stayers) {}

    private Split split(List<Link> ordered) {
        Split split = new Split(new ArrayList<>(), new ArrayList<>());
        for (int rank = 0; rank < ordered.size(); rank++) {
            (leaving.includes(rank) ? split.leavers() : split.stayers()).add(ordered.get(rank));
        }
        return split;
    }

    private RawLine line(Timings timings, double linesPerMember) {
        return new RawLine("leave")
                .put("system", target.system())
                .put("members", members)
                .put("leaving", leaving)
                .put("times", times)
                .put("told_ms_p50", timings.medianMillis())
                .put("told_ms_min", timings.leastMillis())
                .put("told_ms_max", timings.mostMillis())
                .put("lines_per_member", linesPerMember)
                .put("told_ms", timings);
    }
}
