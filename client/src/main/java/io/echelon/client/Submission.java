package io.echelon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command that was sent, on its way to being closed: a future of its tally, and a stream of its results.
/// Any thread may call.
///
/// First it is accepted or refused; if it is accepted, results come, one for each target that reports any,
/// and at last the tally. It outlasts a connection when the place of its sender does. If the place is lost
/// before it closed, what became of the command is not known.
public final class Submission {
    private final GroupView sender;
    private final CompletableFuture<Accepted> accepted = new CompletableFuture<>();
    private final CompletableFuture<Tally> closed = new CompletableFuture<>();
    private final @Nullable Consumer<Result> onResult;
    private final KeptResults results = new KeptResults();

    /// @param onResult null if results are kept until they are asked for
    Submission(GroupView sender, @Nullable Consumer<Result> onResult) {
        this.sender = sender;
        this.onResult = onResult;
    }

    /// Completes when the server has given the command its number; with a [RefusedException] if it refuses
    /// it, with a [ConnectionLostException] if it is not known whether it has. What depends on it runs on
    /// the client's thread for results.
    public CompletableFuture<Accepted> accepted() {
        return accepted.copy();
    }

    /// Completes when nothing of the command is open any more, after its last result was told; with a
    /// [RefusedException] or [ConnectionLostException] otherwise. What depends on it runs on the client's
    /// thread for results. To complete it, or to cancel it, changes nothing; [#cancel] does.
    public CompletableFuture<Tally> closed() {
        return closed.copy();
    }

    /// Waits until the command has closed. Not to be called on the client's thread for results, which has
    /// to tell it: not from a consumer of results, nor from what depends on [#accepted] or [#closed].
    ///
    /// @throws RefusedException if the server refuses it
    /// @throws ConnectionLostException if the place was lost before it closed
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

    /// Waits for the next result, in the order of the group, where the command was sent without a consumer
    /// of them. Those that were not asked for yet are kept up to [ClientOptions#MAX_KEPT_RESULTS] and
    /// [ClientOptions#MAX_KEPT_RESULT_BYTES]. Not to be called on the client's thread for results.
    ///
    /// @return null if the command has closed, and those were all
    /// @throws RefusedException if the server refuses the command
    /// @throws ConnectionLostException if the place was lost before it closed
    /// @throws IOException if more came than are kept, behind those that are
    /// @throws TimeoutException if there is none after that time
    /// @throws IllegalStateException if it has a consumer
    public @Nullable Result nextResult(Duration patience) throws IOException, InterruptedException, TimeoutException {
        if (onResult != null) {
            throw new IllegalStateException("the results of this command go to its consumer");
        }
        return results.next(patience);
    }

    /// Calls the command back, once it was accepted: targets to which it was not sent yet do not get it,
    /// the others are asked to stop. It still closes in its own time. Not to be called on the client's
    /// thread for results.
    ///
    /// @param patience for its being accepted; the answer to calling it back has the time that all answers
    ///     have
    /// @throws RefusedException if the server refuses the command; 502 if it has closed
    /// @throws OfflineException if there is no connection at the moment: it was not called back
    /// @throws IOException if the place is lost or there is no answer in time
    /// @throws TimeoutException if it was not accepted in that time
    public Cancellation cancel(Duration patience) throws IOException, InterruptedException, TimeoutException {
        return Membership.cancel(sender, awaitAccepted(patience).command());
    }

    static <T> T await(CompletionStage<T> stage, Duration patience)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        }
    }

    GroupView sender() {
        return sender;
    }

    void accept(Accepted word) {
        accepted.complete(word);
    }

    void tell(Result result) {
        if (onResult == null) {
            results.add(result);
        } else {
            onResult.accept(result);
        }
    }

    void close(Tally tally) {
        results.end(null);
        closed.complete(tally);
    }

    void fail(IOException cause) {
        results.end(cause);
        accepted.completeExceptionally(cause);
        closed.completeExceptionally(cause);
    }
}
