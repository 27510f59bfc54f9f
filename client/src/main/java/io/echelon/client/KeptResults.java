package io.echelon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The results of one command that wait to be asked for. Any thread may call.
final class KeptResults {
    private final ArrayDeque<Result> results = new ArrayDeque<>();
    private long bytes;
    private boolean isEnded;
    private @Nullable IOException failure;

    synchronized void add(Result result) {
        if (isEnded) {
            return;
        }
        if (results.size() >= ClientOptions.MAX_KEPT_RESULTS
                || bytes + result.body().length > ClientOptions.MAX_KEPT_RESULT_BYTES) {
            end(new IOException("more results of command " + result.command() + " came than are kept"));
            return;
        }
        results.add(result);
        bytes += result.body().length;
        notifyAll();
    }

    /// No more come.
    ///
    /// @param cause null if those were all
    synchronized void end(@Nullable IOException cause) {
        if (!isEnded) {
            isEnded = true;
            failure = cause;
            notifyAll();
        }
    }

    /// @return null if those were all
    synchronized @Nullable Result next(Duration patience) throws IOException, InterruptedException, TimeoutException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (results.isEmpty() && !isEnded) {
            long millisLeft = (deadlineNanos - System.nanoTime() + 999_999) / 1_000_000;
            if (millisLeft <= 0) {
                throw new TimeoutException("no result yet");
            }
            wait(millisLeft);
        }
        Result first = results.poll();
        if (first != null) {
            bytes -= first.body().length;
        } else if (failure instanceof RefusedException || failure instanceof ConnectionLostException) {
            throw failure;
        } else if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return first;
    }
}
