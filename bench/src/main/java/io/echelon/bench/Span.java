package io.echelon.bench;

import picocli.CommandLine.Option;

/// How long something is done: first for nothing, then measured.
final class Span {
    static final double NANOS_PER_SECOND = 1e9;

    @Option(names = "--warm-up", description = "Seconds that do not count. Default: ${DEFAULT-VALUE}")
    private double warmUpSeconds = 2;

    @Option(names = "--seconds", description = "Seconds that count. Default: ${DEFAULT-VALUE}")
    private double seconds = 5;

    Phase run(Volley volley) throws DriveException {
        Progress.say("warming up for " + warmUpSeconds + " s ...");
        volley.run(warmUpSeconds);
        Progress.say("measuring for " + seconds + " s ...");
        Phase phase = volley.run(seconds);
        if (phase.messages() == 0) {
            throw new DriveException("there was no time to send anything");
        }
        return phase;
    }

    static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}
