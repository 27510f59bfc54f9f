package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The commands that a client has sent and that are still open. Used on the thread that reads, but for
/// [#send].
final class Submissions {
    private final Connection connection;
    private final Map<Long, Submission> open = new HashMap<>();
    /// Those whose end is known but could not be told yet.
    private final List<Submission> untold = new ArrayList<>();
    /// Where the user hears of them.
    private final Lane lane = new Lane("results", ClientOptions.MAX_WAITING_EVENTS);

    Submissions(Connection connection) {
        this.connection = connection;
    }

    /// Called by any thread.
    Submission send(Tenure tenure, Request.Send request, Consumer<Result> onResult) throws ConnectionLostException {
        Submission submission = new Submission(onResult);
        try {
            connection.send(tenure, request, new Pending(submission));
        } catch (RefusedException left) {
            submission.fail(left); // Nobody has it yet, so nothing of the user's runs here.
        }
        return submission;
    }

    /// Waits for the number of a command.
    private final class Pending implements Answer {
        private final Submission submission;

        Pending(Submission submission) {
            this.submission = submission;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            Submissions.this.onReply(submission, reply);
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            untold.add(submission);
        }
    }

    private void onReply(Submission submission, Reply reply) throws GarbledReplyException {
        if (reply instanceof Reply.Ok ok) {
            Accepted accepted = Accepted.read(ok.fields());
            open.put(accepted.command(), submission);
            tell(submission, 0, () -> submission.accept(accepted));
        } else if (reply instanceof Reply.Refused refused) {
            RefusedException cause = new RefusedException(refused);
            tell(submission, 0, () -> submission.fail(cause));
        }
    }

    void onResult(Result result) {
        Submission submission = open.get(result.command());
        if (submission != null) {
            tell(submission, result.body().length, () -> submission.tell(result));
        }
    }

    void onClosed(Tally tally) {
        Submission submission = open.remove(tally.command());
        if (submission != null) {
            tell(submission, 0, () -> submission.close(tally));
        }
    }

    /// The sender has given its place up: no word will come of those that are open.
    void onLeft() {
        ConnectionLostException cause =
                new ConnectionLostException("the sender has left the group; its commands go on");
        open.values().forEach(submission -> tell(submission, 0, () -> submission.fail(cause)));
        open.clear();
    }

    /// No word will come of any. The last that is called.
    void onEnd(ConnectionLostException cause) {
        untold.addAll(open.values());
        lane.finish(untold.isEmpty() ? null : () -> untold.forEach(submission -> submission.fail(cause)));
    }

    private void tell(Submission submission, int bytes, Runnable task) {
        if (!lane.offer(task, bytes)) {
            untold.add(submission);
            connection.abandon("too many results wait to be heard: their consumer is too slow");
        }
    }
}
