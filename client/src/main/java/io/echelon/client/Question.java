package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/// A request whose reply somebody waits for. Only ever waited for, so that nothing runs on the thread that
/// reads.
class Question implements Answer {
    private final Connection connection;
    private final Tenure tenure;
    private final CompletableFuture<Reply.Ok> reply = new CompletableFuture<>();

    Question(Connection connection, Tenure tenure) {
        this.connection = connection;
        this.tenure = tenure;
    }

    /// Sends a request and waits for its reply.
    ///
    /// @throws RefusedException if the server refuses it, or the tenure is over
    /// @throws ConnectionLostException if there is no connection any more
    /// @throws IOException if there is no reply in time
    /// @throws InterruptedIOException if the thread is interrupted, whose mark stays set
    static Reply.Ok ask(Connection connection, Tenure tenure, Request request, Duration patience) throws IOException {
        return new Question(connection, tenure).ask(request, patience);
    }

    /// Sends the request and waits for its reply.
    final Reply.Ok ask(Request request, Duration patience) throws IOException {
        connection.send(tenure, request, this);
        return await(request, patience);
    }

    /// Waits for the reply to the request, which has been sent.
    final Reply.Ok await(Request request, Duration patience) throws IOException {
        try {
            return Submission.await(reply, patience);
        } catch (TimeoutException late) {
            throw new IOException(
                    connection.address() + " has not answered " + request.verb() + " within " + patience.toMillis()
                            + " ms",
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException failure = new InterruptedIOException("interrupted");
            failure.initCause(interrupted);
            throw failure;
        }
    }

    @Override
    public void onReply(Reply answer) throws GarbledReplyException {
        if (answer instanceof Reply.Ok ok) {
            reply.complete(ok);
        } else if (answer instanceof Reply.Refused refused) {
            reply.completeExceptionally(new RefusedException(refused));
        }
    }

    @Override
    public final void onLost(ConnectionLostException cause) {
        reply.completeExceptionally(cause);
    }
}
