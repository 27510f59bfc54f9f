package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The commands that one member is to execute: hands each to its handler once, one at a time, and reports
/// the verdicts.
final class Commands implements Feedback {
    private static final System.Logger LOG = System.getLogger("io.echelon.client");
    private static final int MOST_REASON_CHARS = 1_000;

    /// A command that has no verdict yet. Guarded by the commands that it is one of.
    private static final class Task {
        private final Command command;
        /// That executes it, while it does.
        private @Nullable Thread thread;
        private boolean isRefused;
        private @Nullable String canceller;

        Task(Command command) {
            this.command = command;
        }
    }

    private final GroupView view;
    private final Tenure tenure;
    private final CommandHandler handler;
    private final int maxQueued;
    private final Lane lane;
    private final CommandIds ids = new CommandIds();
    private final Map<Long, Task> tasks = new HashMap<>();
    private final Verdicts verdicts = new Verdicts();
    private volatile boolean isStopped;

    /// @param view whose line is used, as long as its tenure of now lasts
    Commands(GroupView view, CommandHandler handler, int maxQueued) {
        this.view = view;
        this.tenure = view.tenure();
        this.handler = handler;
        this.maxQueued = maxQueued;
        this.lane = new Lane("commands", maxQueued);
    }

    /// On the thread that reads. Never waits: a command for which there is no room is refused.
    void take(Command command) {
        long number = command.number();
        switch (ids.add(number)) {
            case NEW -> queue(command);
            case SEEN -> {
                Verdict verdict = verdicts.findHeard(number);
                if (verdict != null) { // Otherwise it is still to be given, or was repeated already.
                    sayNow(number, verdict);
                }
            }
            case TOO_OLD -> sayNow(number, Verdict.refused("too old: it may have been executed before"));
        }
    }

    private void queue(Command command) {
        Task task = new Task(command);
        synchronized (this) {
            tasks.put(command.number(), task);
        }
        if (!lane.offer(() -> execute(task), command.body().length)) {
            drop(task);
            sayNow(command.number(), Verdict.refused("busy: as many commands wait as may, up to " + maxQueued));
        }
    }

    /// On the thread that reads: interrupts the handler if it is at it, else refuses the command. One that
    /// has its verdict keeps it.
    ///
    /// @param why a word of the server's
    void cancel(long command, String why) {
        String canceller = "called back by " + (why.equals("sender") ? "its sender" : "a " + VisibleText.escape(why));
        synchronized (this) {
            Task task = tasks.get(command);
            if (task == null) {
                return;
            }
            if (task.thread != null) {
                task.canceller = canceller;
                task.command.cancel();
                task.thread.interrupt();
                return;
            }
            task.isRefused = true;
            tasks.remove(command);
        }
        sayNow(command, Verdict.refused(canceller + " before it was begun"));
    }

    /// On the thread that reads: says on a new connection what the server has not acknowledged on those
    /// before, and opens it for everybody.
    void resume(Connection connection) {
        verdicts.repeat(
                (command, verdict) ->
                        connection.sendNow(tenure, verdict.reportOf(command), new Reported(command, verdict)),
                () -> view.line(connection));
    }

    /// No verdict can reach anybody any more.
    void stop() {
        isStopped = true;
        lane.close();
        verdicts.close();
    }

    @Override
    public boolean offer(Request request) {
        Connection line = view.lineOrNull();
        return line != null && line.offer(tenure, request);
    }

    private void execute(Task task) {
        if (!begin(task)) {
            return;
        }
        Verdict verdict = verdictOn(task);
        end(task);
        verdicts.awaitRoom();
        long command = task.command.number();
        Connection line = verdicts.keep(command, verdict, view::lineOrNull);
        if (line != null && !isStopped) {
            try {
                line.send(tenure, verdict.reportOf(command), new Reported(command, verdict));
            } catch (IOException gone) {
                LOG.log(Level.DEBUG, "the verdict on command {0} waits, or is lost: {1}", command, gone.getMessage());
            }
        }
    }

    private synchronized boolean begin(Task task) {
        task.thread = Thread.currentThread();
        return !task.isRefused;
    }

    /// From here on nobody interrupts because of it.
    private void end(Task task) {
        drop(task);
        Thread.interrupted();
    }

    private synchronized void drop(Task task) {
        task.thread = null;
        tasks.remove(task.command.number());
    }

    private synchronized @Nullable String canceller(Task task) {
        return task.canceller;
    }

    private Verdict verdictOn(Task task) {
        try {
            return Objects.requireNonNull(handler.handle(task.command), "the handler has returned null");
        } catch (Throwable thrown) { // The user's code: whatever it is, the sender is told.
            String canceller = canceller(task);
            if (canceller != null) {
                return Verdict.failed(excerpt(canceller + " while it ran: " + thrown));
            }
            // After the end it is most likely the interrupt, and nobody waits for it.
            LOG.log(isStopped ? Level.DEBUG : Level.WARNING, task.command + " failed", thrown);
            return Verdict.failed(excerpt(thrown.toString()));
        }
    }

    private static String excerpt(String text) {
        return text.length() <= MOST_REASON_CHARS ? text : text.substring(0, MOST_REASON_CHARS) + "…";
    }

    private void sayNow(long command, Verdict verdict) {
        Connection line = verdicts.keep(command, verdict, view::lineOrNull);
        if (line != null) {
            line.sendNow(tenure, verdict.reportOf(command), new Reported(command, verdict));
        }
    }

    /// Waits for the server's word on a verdict. One that is too long for it is cut and given again: the
    /// sender is to hear it in any case.
    private final class Reported implements Answer {
        private final long command;
        private final Verdict verdict;

        Reported(long command, Verdict verdict) {
            this.command = command;
            this.verdict = verdict;
        }

        @Override
        public boolean minds() {
            return false;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            if (!(reply instanceof Reply.Refused refused)) {
                verdicts.onHeard(command);
                return;
            }
            if (refused.code() == ErrorCode.NO_QUORUM.number()) {
                return; // It is told again where there is a majority.
            }
            int most = (int) refused.fields().number("max", 0);
            if (refused.code() == ErrorCode.BODY_TOO_LARGE.number() && most < verdict.body().length) {
                sayNow(command, new Verdict(verdict.outcome(), verdict.code(), Arrays.copyOf(verdict.body(), most)));
            } else {
                verdicts.onHeard(command);
                LOG.log(Level.DEBUG, "the verdict on command {0} came too late: {1}", command, refused.text());
            }
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            LOG.log(Level.DEBUG, "whether the verdict on command {0} was heard is not known", command);
        }
    }
}
