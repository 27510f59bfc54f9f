package io.echelon.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and SIGTERM, which both end the JVM: what is to be done before it goes.
final class StopSignal {
    private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

    private StopSignal() {}

    /// Does `stop` when the process is told to stop, and has it exit with 0: by itself the JVM would
    /// report the signal as a failure.
    static void whenTold(Runnable stop) {
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    Runtime.getRuntime().halt(HAS_FAILED.get() ? ExitCode.FAILED : ExitCode.DONE);
                },
                "echelon-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// The process ends by a fault of its own, not because it was told to.
    static void failed() {
        HAS_FAILED.set(true);
    }
}
