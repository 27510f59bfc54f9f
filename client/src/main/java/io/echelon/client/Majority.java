package io.echelon.client;

import io.echelon.client.Unanswered.Awaited;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;

/// What one server's answers prove about a cluster: what it answers by itself says nothing of the others,
/// and what it refuses for want of a majority is answered elsewhere, or later. Used on the thread that reads,
/// but for [#need] and [#pulse].
final class Majority {
    private volatile boolean isNeeded;
    /// Refusals of which it is not certain yet that they are all there is to it.
    private int doubts;

    /// The server is one of several.
    void need() {
        isNeeded = true;
    }

    /// What is asked to find out whether the server is alive: where it is one of several, what it can only
    /// answer together with a majority of them.
    Request pulse() {
        return isNeeded ? new Request.Me(null) : new Request.Ping(null, null);
    }

    static boolean isMissing(Reply reply) {
        return reply instanceof Reply.Refused refused && refused.code() == ErrorCode.NO_QUORUM.number();
    }

    /// Waits for what the server says next.
    ///
    /// @return to be asked for with a PING
    Answer doubt(Answer answer, Reply refusal, Connection.Listener listener) {
        doubts++;
        return new Doubt(answer, refusal, () -> {
            doubts--;
            onMissing(listener);
        });
    }

    void onMissing(Connection.Listener listener) {
        if (doubts == 0) {
            listener.onNoMajority();
        }
    }

    void onAnswered(Awaited awaited, Reply reply, Connection.Listener listener) {
        if (!isNeeded || (reply instanceof Reply.Ok && isOrdered(awaited.request()))) {
            listener.onAnswered(reply, awaited.sentNanos());
        }
    }

    /// Whether a server needs the others to answer it.
    private static boolean isOrdered(Request request) {
        return switch (request.verb()) {
            case HELLO, PING, HELP, CLUSTER -> false;
            default -> true;
        };
    }
}
