package io.echelon.cli;

import io.echelon.client.ConnectionLostException;
import io.echelon.client.Membership;
import io.echelon.client.MembershipState;
import io.echelon.client.OfflineException;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Seat;
import io.echelon.client.SendOptions;
import io.echelon.client.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What is typed, line by line, carried out in the name of a member. What comes of it is shown.
final class Keyboard {
    private final Dialogue dialogue;
    /// Commands that were typed and of which more is to be told. Guarded by this.
    private int openCommands;

    Keyboard(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// Whatever is answered with a text, or not.
    private interface Question {
        String ask() throws IOException;
    }

    /// Carries out line after line. For one thread, which waits for the answers of the server.
    ///
    /// @return true once told to leave, false when there is nothing more to read
    boolean readAll(Membership member) throws IOException {
        dialogue.offer(() -> juniors(member));
        String line = dialogue.read();
        while (line != null && carryOut(TypedLine.parse(line), member)) {
            line = dialogue.read();
        }
        return line != null;
    }

    private static List<Seat> juniors(Membership member) {
        if (member.state() != MembershipState.MEMBER) {
            return List.of();
        }
        try {
            List<Seat> seats = member.roster().seats();
            return seats.subList(Math.min(member.rank() + 1, seats.size()), seats.size());
        } catch (IOException lost) {
            return List.of(); // That is told elsewhere.
        }
    }

    /// Waits until all has been told of the commands that were typed.
    synchronized void awaitClosed() {
        try {
            while (openCommands > 0) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // Something else has ended it.
        }
    }

    private synchronized void countOpen(int change) {
        openCommands += change;
        notifyAll();
    }

    /// @return whether it goes on
    private boolean carryOut(TypedLine typed, Membership member) {
        switch (typed) {
            case TypedLine.Send send -> send(send, member);
            case TypedLine.Cancel cancel ->
                show(() -> MemberText.calledBack(cancel.command(), member.cancel(cancel.command())));
            case TypedLine.Tally tally -> show(() -> MemberText.stands(member.tally(tally.command())));
            case TypedLine.Results results -> show(() -> results(results.command(), member));
            case TypedLine.Who who -> show(() -> String.join("\n", RosterText.table(member.roster())));
            case TypedLine.Me me -> dialogue.show(me(member));
            case TypedLine.Yield yield -> show(() -> StateText.yielded(member.yieldPlace()));
            case TypedLine.Help help -> dialogue.show(TypedLine.HELP);
            case TypedLine.Wrong wrong -> dialogue.show(wrong.problem());
            case TypedLine.Nothing nothing -> {
                // An empty line is a pause.
            }
            case TypedLine.Quit quit -> {
                return false;
            }
        }
        return true;
    }

    private void send(TypedLine.Send send, Membership member) {
        try {
            byte[] body = send.text().getBytes(StandardCharsets.UTF_8);
            Submission submission = member.send(send.target(), body, SendOptions.DEFAULTS, this::show);
            countOpen(1);
            submission.accepted().thenAccept(word -> dialogue.show(MemberText.accepted(word)));
            submission.closed().whenComplete((tally, failure) -> {
                dialogue.show(failure == null ? MemberText.hasClosed(tally) : reason(failure));
                countOpen(-1);
            });
        } catch (OfflineException away) {
            dialogue.show(String.valueOf(away.getMessage())); // It says that it was not sent.
        } catch (ConnectionLostException lost) {
            dialogue.show("not sent: " + lost.getMessage());
        }
    }

    private void show(Result result) {
        dialogue.show(result.command() + ": " + MemberText.result(result));
    }

    private void show(Question question) {
        try {
            dialogue.show(question.ask());
        } catch (IOException failure) {
            dialogue.show(reason(failure));
        }
    }

    private static String results(long command, Membership member) throws IOException {
        return MemberText.targets(command, member.results(command, null));
    }

    private static String me(Membership member) {
        try {
            String place = MemberText.place(member.place());
            return member.state() == MembershipState.AWAY ? place + ", away" : place;
        } catch (IllegalStateException none) {
            return "you stand in line and have no place yet";
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof IOException || failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof RefusedException refused
                ? MemberText.rejected(refused)
                : String.valueOf(cause.getMessage());
    }
}
