package io.echelon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A command that was sent, on its way to being closed. Any thread may call.
///
/// First it is accepted or refused; if it is accepted, results come, one for each target that reports any,
/// and at last the tally. If the connection is lost before that, what became of the command is not known.
public final class Submission {
    private final CompletableFuture<Accepted> accepted = new CompletableFuture<>();
    private final CompletableFuture<Tally> closed = new CompletableFuture<>();
    private final Consumer<Result> onResult;

    Submission(Consumer<Result> onResult) {
        this.onResult = onResult;
    }

    /// Completes when the server has given the command its number; with a [RefusedException] if it refuses
    /// it, with a [ConnectionLostException] if it is not known whether it has. What depends on it runs on the
    /// client's thread for results.
    public CompletableFuture<Accepted> accepted() {
        return accepted.copy();
    }

    /// Completes when nothing of the command is open any more, after its last result was told; with a
    /// [RefusedException] or [ConnectionLostException] otherwise. What depends on it runs on the client's
    /// thread for results.
    public CompletableFuture<Tally> closed() {
        return closed.copy();
    }

    /// Waits until the command has closed. Not to be called on the client's thread for results, which has
    /// to tell it: not from a consumer of results, nor from what depends on [#accepted] or [#closed].
    ///
    /// @throws RefusedException if the server refuses it
    /// @throws ConnectionLostException if the connection was lost before it closed
    /// @throws TimeoutException if it is still open after that time
    public Tally awaitClosed(Duration patience) throws IOException, InterruptedException, TimeoutException {
        return await(closed, patience);
    }

    /// Waits until the server has given the command its number. Not to be called on the client's thread for
    /// results.
    ///
    /// @throws RefusedException if the server refuses it
    /// @throws ConnectionLostException if it is not known whether it has
    /// @throws TimeoutException if there is no answer after that time
    public Accepted awaitAccepted(Duration patience) throws IOException, InterruptedException, TimeoutException {
        return await(accepted, patience);
    }

    static <T> T await(CompletionStage<T> stage, Duration patience)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        }
    }

    void accept(Accepted word) {
        accepted.complete(word);
    }

    void tell(Result result) {
        onResult.accept(result);
    }

    void close(Tally tally) {
        closed.complete(tally);
    }

    void fail(IOException cause) {
        accepted.completeExceptionally(cause);
        closed.completeExceptionally(cause);
    }
}
