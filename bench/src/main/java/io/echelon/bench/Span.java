package io.echelon.bench;

import picocli.CommandLine.Option;

/// How long something is done: first for nothing, then measured.
final class Span {
    static final double NANOS_PER_SECOND = 1e9;

    @Option(names = "--warm-up", description = "Seconds that do not count. Default: ${DEFAULT-VALUE}")
    private double warmUpSeconds = 2;

    @Option(names = "--seconds", description = "Seconds that count. Default: ${DEFAULT-VALUE}")
    private double seconds = 5;

    /// What is done for so many seconds.
    interface Activity {
        Phase run(double seconds) throws DriveException;
    }

    Phase run(Activity activity) throws DriveException {
        return run(activity, activity);
    }

    /// @param warmUp what is done for nothing
    Phase run(Activity warmUp, Activity activity) throws DriveException {
        Progress.say("warming up for " + warmUpSeconds + " s ...");
        warmUp.run(warmUpSeconds);
        Progress.say("measuring for " + seconds + " s ...");
        Phase phase = activity.run(seconds);
        if (phase.messages() == 0) {
            throw new DriveException("there was no time to send anything");
        }
        return phase;
    }

    static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}
