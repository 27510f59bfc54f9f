package io.echelon.bench;

import picocli.CommandLine.Option;

/// How long something is done: first for nothing, then measured.
final class Span {
    @Option(names = "--warm-up", description = "Seconds that do not count. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds = 2;

    @Option(names = "--seconds", description = "Seconds that count. Default: ${DEFAULT-VALUE}")
    private int seconds = 5;

    Phase run(Volley volley) throws DriveException {
        Progress.say("warming up for " + warmUpSeconds + " s ...");
        volley.run(warmUpSeconds);
        Progress.say("measuring for " + seconds + " s ...");
        return volley.run(seconds);
    }
}
