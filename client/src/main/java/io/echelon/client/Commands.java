package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Objects;

/// The commands that one member is to execute: hands them to its handler one at a time, and reports the
/// verdicts.
final class Commands {
    private static final System.Logger LOG = System.getLogger("io.echelon.client");
    private static final int MOST_REASON_CHARS = 1_000;

    private final Connection connection;
    private final Tenure tenure;
    private final CommandHandler handler;
    private final int maxQueued;
    private final Lane lane;
    private volatile boolean isStopped;

    Commands(Connection connection, Tenure tenure, CommandHandler handler, int maxQueued) {
        this.connection = connection;
        this.tenure = tenure;
        this.handler = handler;
        this.maxQueued = maxQueued;
        this.lane = new Lane("commands", maxQueued);
    }

    /// Never waits: a command for which there is no room is refused.
    void take(Command command) {
        if (!lane.offer(() -> execute(command), command.body().length)) {
            Verdict busy = Verdict.refused("busy: as many commands wait as may, up to " + maxQueued);
            connection.sendNow(tenure, busy.reportOf(command.number()), new Reported(command.number(), busy));
        }
    }

    /// No verdict can reach anybody any more.
    void stop() {
        isStopped = true;
        lane.close();
    }

    private void execute(Command command) {
        Verdict verdict = verdictOn(command);
        try {
            connection.send(tenure, verdict.reportOf(command.number()), new Reported(command.number(), verdict));
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "the verdict on command {0} is lost: {1}", command.number(), gone.getMessage());
        }
    }

    private Verdict verdictOn(Command command) {
        try {
            return Objects.requireNonNull(handler.handle(command), "the handler has returned null");
        } catch (Throwable thrown) { // The user's code: whatever it is, the sender is told.
            // After the end it is most likely the interrupt, and nobody waits for it.
            LOG.log(isStopped ? Level.DEBUG : Level.WARNING, "command " + command.number() + " failed", thrown);
            return Verdict.failed(excerpt(thrown.toString()));
        }
    }

    private static String excerpt(String text) {
        return text.length() <= MOST_REASON_CHARS ? text : text.substring(0, MOST_REASON_CHARS) + "…";
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
        public void onReply(Reply reply) throws GarbledReplyException {
            if (!(reply instanceof Reply.Refused refused)) {
                return;
            }
            int most = (int) refused.fields().number("max", 0);
            if (refused.code() == ErrorCode.BODY_TOO_LARGE.number() && most < verdict.body().length) {
                Verdict cut = new Verdict(verdict.outcome(), verdict.code(), Arrays.copyOf(verdict.body(), most));
                connection.sendNow(tenure, cut.reportOf(command), new Reported(command, cut));
            } else {
                LOG.log(Level.DEBUG, "the verdict on command {0} came too late: {1}", command, refused.text());
            }
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            LOG.log(Level.DEBUG, "whether the verdict on command {0} was heard is not known", command);
        }
    }
}
