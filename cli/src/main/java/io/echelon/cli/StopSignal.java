package io.echelon.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/// Ctrl-C and SIGTERM, which both end the JVM: what is to be done before it goes.
final class StopSignal {
    private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

    private StopSignal() {}

    /// Does `stop` when the process is told to stop, and has it exit with 0: by itself the JVM would
    /// report the signal as a failure.
    ///
    /// @return to be run when there is nothing to stop any more
    static Runnable whenTold(Runnable stop) {
        return whenTold(stop, ExitCode.DONE);
    }

    /// As above.
    ///
    /// @param exitCode of the process instead of 0
    static Runnable whenTold(Runnable stop, int exitCode) {
        return exitWhenTold(() -> {
            stop.run();
            return HAS_FAILED.get() ? ExitCode.FAILED : exitCode;
        });
    }

    /// The same with an exit code that is only known then.
    ///
    /// @param stop what is to be done; gives the exit code
    static Runnable exitWhenTold(IntSupplier stop) {
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(stop.getAsInt()), "echelon-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                // It runs already, and ends the process.
            }
        };
    }

    /// The process ends by a fault of its own, not because it was told to.
    static void failed() {
        HAS_FAILED.set(true);
    }
}
