package io.echelon.bench;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/// How much is published: so many messages on their way at a time, or so many begun in a second.
final class Load {
    /// With a rate, how many messages of one publisher may be on their way.
    private static final int MOST_ON_THE_WAY = 1 << 14;

    @Option(
            names = "--in-flight",
            required = true,
            converter = Count.class,
            description = "Messages at a time that have not reached everybody.")
    private int inFlight;

    @Option(
            names = "--rate",
            required = true,
            converter = Count.class,
            description = "Messages a second; the latency of each counts from when it was due.")
    private int rate;

    /// For picocli, which fills one of them in.
    Load() {}

    static Load inFlight(int inFlight) {
        Load load = new Load();
        load.inFlight = inFlight;
        return load;
    }

    boolean isRate() {
        return rate > 0;
    }

    int inFlight() {
        return inFlight;
    }

    long nanosBetween() {
        return TimeUnit.SECONDS.toNanos(1) / rate;
    }

    Lane lane(int receivers) {
        return new Lane(receivers, isRate() ? MOST_ON_THE_WAY : inFlight);
    }

    RawLine putOn(RawLine line) {
        return isRate() ? line.put("rate", rate) : line.put("in-flight", inFlight);
    }
}
