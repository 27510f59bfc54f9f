package io.echelon.testkit.chaos;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting, of whoever plays a part in the chaos. What is interrupted ends with a [StoppedException].
final class Pause {
    private static final Duration STEP = Duration.ofMillis(10);

    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new StoppedException(interrupted);
        }
    }

    /// @return whether it came true in that time
    static boolean until(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            of(STEP);
        }
        return true;
    }

    /// Somebody wants an end.
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException(InterruptedException cause) {
            super("interrupted", cause);
        }
    }
}
