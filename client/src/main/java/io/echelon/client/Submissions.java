package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands that a client has sent and that are still open. Used on the thread that reads, and between
/// two of these by the one that connects again; but for [#send].
final class Submissions {
    private final Client client;
    /// More than one for a command that was sent again with its key.
    private final Map<Long, List<Submission>> open = new HashMap<>();
    /// Open ones that may have closed without a word that can still be heard.
    private final Set<Long> doubtful = new HashSet<>();
    /// Those that the server has not answered, and will not on the connection that they were sent on.
    /// Guarded by this, as they are seen by two threads for a moment.
    private final List<Pending> unanswered = new ArrayList<>();
    /// Those whose end is known but could not be told yet. Guarded as well.
    private final List<Submission> untold = new ArrayList<>();
    /// Where the user hears of them.
    private final Lane lane = new Lane("results", ClientOptions.MAX_WAITING_EVENTS);

    Submissions(Client client) {
        this.client = client;
    }

    /// Called by any thread.
    ///
    /// @param onResult null if results are kept until they are asked for
    Submission send(GroupView sender, Request.Send request, @Nullable Consumer<Result> onResult)
            throws ConnectionLostException {
        Submission submission = new Submission(sender, onResult);
        try {
            sender.line().send(sender.tenure(), request, new Pending(request, submission));
        } catch (RefusedException left) {
            submission.fail(left); // Nobody has it yet, so nothing of the user's runs here.
        }
        return submission;
    }

    /// Waits for the number of a command.
    private final class Pending implements Answer {
        private final Request.Send request;
        private final Submission submission;

        Pending(Request.Send request, Submission submission) {
            this.request = request;
            this.submission = submission;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            Submissions.this.onReply(submission, reply);
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            addUnanswered(this);
        }
    }

    private void onReply(Submission submission, Reply reply) throws GarbledReplyException {
        if (reply instanceof Reply.Ok ok) {
            Accepted accepted = Accepted.read(ok.fields());
            open.computeIfAbsent(accepted.command(), command -> new ArrayList<>())
                    .add(submission);
            tell(submission, 0, () -> submission.accept(accepted));
            if (accepted.isRepeated()) {
                doubtful.add(accepted.command());
                Connection line = submission.sender().lineOrNull();
                if (line != null) {
                    ask(line, submission.sender().tenure(), accepted.command());
                }
            }
        } else if (reply instanceof Reply.Refused refused) {
            RefusedException cause = new RefusedException(refused);
            tell(submission, 0, () -> submission.fail(cause));
        }
    }

    void onResult(Result result) {
        for (Submission submission : open.getOrDefault(result.command(), List.of())) {
            tell(submission, result.body().length, () -> submission.tell(result));
        }
    }

    void onClosed(Tally tally) {
        doubtful.remove(tally.command());
        List<Submission> closed = open.remove(tally.command());
        if (closed != null) {
            closed.forEach(submission -> tell(submission, 0, () -> submission.close(tally)));
        }
    }

    /// The connection broke, and the sender may come back. What was not answered and has no key may have
    /// been carried out or not: nobody will know.
    void onAway(ConnectionLostException cause) {
        for (Pending pending : takeUnanswered()) {
            if (pending.request.key() == null) {
                tell(pending.submission, 0, () -> pending.submission.fail(cause));
            } else {
                addUnanswered(pending);
            }
        }
    }

    /// The sender is back, and nobody else can send yet.
    ///
    /// @param hasGap whether the end of some may be among what is lost
    void onBack(Connection connection, Tenure tenure, boolean hasGap) {
        if (hasGap) {
            doubtful.addAll(open.keySet());
        }
        doubtful.forEach(command -> ask(connection, tenure, command));
    }

    /// Sends again what has a key and was not answered. May wait for room to write in; called by the thread
    /// that connects again.
    ///
    /// @throws ConnectionLostException if the connection broke: then the rest is for the next one
    void repeat(GroupView sender) throws ConnectionLostException {
        List<Pending> left = takeUnanswered();
        try {
            while (!left.isEmpty()) {
                Pending first = left.get(0);
                try {
                    sender.line().send(sender.tenure(), first.request, first);
                } catch (RefusedException over) {
                    tell(first.submission, 0, () -> first.submission.fail(over));
                }
                left.remove(0);
            }
        } finally {
            left.forEach(this::addUnanswered);
        }
    }

    private void ask(Connection connection, Tenure tenure, long command) {
        connection.sendNow(tenure, new Request.Tally(null, command), new Inquiry(command));
    }

    /// Waits for how a command stands of which that is not certain.
    private final class Inquiry implements Answer {
        private final long command;

        Inquiry(long command) {
            this.command = command;
        }

        @Override
        public boolean minds() {
            return false;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            if (reply instanceof Reply.Refused refused && new RefusedException(refused).isForWantOfMajority()) {
                return; // It stays doubtful.
            }
            doubtful.remove(command);
            if (reply instanceof Reply.Ok ok) {
                Tally tally = Tally.readTold(ok.fields());
                if (!tally.isOpen()) {
                    onClosed(tally);
                }
            } else if (reply instanceof Reply.Refused refused) {
                fail(
                        open.getOrDefault(command, List.of()),
                        new ConnectionLostException(
                                LossReason.BROKEN,
                                "what became of command " + command + " was missed, and the server does not say: "
                                        + refused.text()));
                open.remove(command);
            }
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            // It stays doubtful, and is asked again on the next connection.
        }
    }

    /// The sender has given its place up, or lost it: no word will come of those that are open.
    void onGone(ConnectionLostException cause) {
        takeUnanswered().forEach(pending -> fail(List.of(pending.submission), cause));
        open.values().forEach(submissions -> fail(submissions, cause));
        open.clear();
        doubtful.clear();
    }

    /// No word will come of any. The last that is called.
    void onEnd(ConnectionLostException cause) {
        onGone(cause);
        List<Submission> last = takeUntold();
        lane.finish(last.isEmpty() ? null : () -> last.forEach(submission -> submission.fail(cause)));
    }

    private void fail(List<Submission> failed, IOException cause) {
        failed.forEach(submission -> tell(submission, 0, () -> submission.fail(cause)));
    }

    private void tell(Submission submission, int bytes, Runnable task) {
        if (!lane.offer(task, bytes)) {
            addUntold(submission);
            client.giveUp(LossReason.OVERLOADED, "too many results wait to be heard: their consumer is too slow");
        }
    }

    private synchronized void addUnanswered(Pending pending) {
        unanswered.add(pending);
    }

    private synchronized List<Pending> takeUnanswered() {
        List<Pending> taken = new ArrayList<>(unanswered);
        unanswered.clear();
        return taken;
    }

    private synchronized void addUntold(Submission submission) {
        untold.add(submission);
    }

    private synchronized List<Submission> takeUntold() {
        List<Submission> taken = new ArrayList<>(untold);
        untold.clear();
        return taken;
    }
}
