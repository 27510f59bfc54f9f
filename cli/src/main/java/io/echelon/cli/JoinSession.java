package io.echelon.cli;

import io.echelon.client.Command;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.Place;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Seat;
import io.echelon.client.SendOptions;
import io.echelon.client.Submission;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One run of `echelon join`: what is typed becomes commands, what happens is shown, until either side ends
/// it.
final class JoinSession implements MembershipListener, AutoCloseable {
    private final String address;
    private final Dialogue dialogue;
    private final boolean isLasting;
    private final CompletableFuture<Membership> membership = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private volatile @Nullable MemberSocket socket;
    /// Commands that were typed and of which more is to be told.
    private int openCommands;

    /// @param isLasting whether it goes on when there is nothing more to read
    JoinSession(String address, Dialogue dialogue, boolean isLasting) {
        this.address = address;
        this.dialogue = dialogue;
        this.isLasting = isLasting;
    }

    /// Begins, once there is a place.
    ///
    /// @param name what the member calls itself
    /// @param path of the socket for `echelon send`; null for the usual one
    /// @throws IOException if it is not the usual one and cannot be made
    void open(Membership member, @Nullable String name, @Nullable Path path) throws IOException {
        dialogue.show(MemberText.joined(member.place(), address));
        try {
            socket = path == null ? MemberSocket.openUsual(member, name) : MemberSocket.open(path, member);
        } catch (IOException failure) {
            if (path != null) {
                throw failure;
            }
            dialogue.show("echelon send cannot reach this member: " + failure.getMessage());
        }
        dialogue.offer(() -> juniors(member));
        membership.complete(member);
    }

    private static List<Seat> juniors(Membership member) {
        try {
            List<Seat> seats = member.roster().seats();
            return seats.subList(Math.min(member.rank() + 1, seats.size()), seats.size());
        } catch (IOException lost) {
            return List.of(); // That is told elsewhere.
        }
    }

    /// Reads and carries out what is typed, until something ends it.
    ///
    /// @return the exit code
    int run() throws InterruptedException {
        Threads.start("input", this::readAll);
        try {
            return exitCode.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        closeSocket();
        dialogue.close();
    }

    /// Lets nobody speak through this member any more. Any thread may call.
    void closeSocket() {
        MemberSocket open = socket;
        if (open != null) {
            open.close();
        }
    }

    /// What a program that is run for this member can know of it.
    Map<String, String> environment() {
        Membership member = membership.join();
        Map<String, String> environment = new HashMap<>(ProgramHandler.describe(member.place()));
        MemberSocket open = socket;
        if (open != null) {
            environment.put("ECHELON_VIA", open.path().toString());
        }
        return environment;
    }

    /// Executes a command in the simplest way: by saying so.
    Verdict onCommand(Command command) {
        dialogue.show(MemberText.executed(command));
        return Verdict.done();
    }

    void onVerdict(Command command, Verdict verdict) {
        dialogue.show(MemberText.ran(command, verdict));
    }

    @Override
    public void onRank(Place place, int previousRank) {
        dialogue.show(MemberText.promoted(place, previousRank));
    }

    @Override
    public void onJoined(MemberId member, int rank, long revision, @Nullable String name) {
        dialogue.show(MemberText.arrived(member, rank, name));
    }

    @Override
    public void onLeft(MemberId member, int rank, long revision, String why) {
        dialogue.show(MemberText.left(member, rank, why));
    }

    @Override
    public void onLost(ConnectionLostException cause) {
        dialogue.show("lost the server, and your place with it: " + cause.getMessage());
        exitCode.complete(ExitCode.FAILED);
    }

    private void readAll() {
        try {
            Membership member = membership.join();
            String line = dialogue.read();
            while (line != null && carryOut(TypedLine.parse(line), member)) {
                line = dialogue.read();
            }
            onInputEnded(line == null);
        } catch (IOException failure) {
            dialogue.show("cannot read what is typed: " + failure.getMessage());
            exitCode.complete(ExitCode.FAILED);
        }
    }

    /// @param isAtEnd whether there is nothing more to read, rather than that it was told to leave
    private void onInputEnded(boolean isAtEnd) {
        if (isAtEnd && isLasting) {
            return;
        }
        if (isAtEnd) {
            awaitClosed();
        }
        exitCode.complete(ExitCode.DONE);
    }

    private synchronized void awaitClosed() {
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
            case TypedLine.Who who -> showRoster(member);
            case TypedLine.Me me -> dialogue.show(MemberText.place(member.place()));
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
                dialogue.show(failure == null ? closed(tally) : reason(failure));
                countOpen(-1);
            });
        } catch (ConnectionLostException lost) {
            dialogue.show("not sent: " + lost.getMessage());
        }
    }

    private static String closed(Tally tally) {
        return tally.command() + " has closed. " + MemberText.closed(tally);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof RefusedException refused
                ? MemberText.rejected(refused)
                : String.valueOf(cause.getMessage());
    }

    private void show(Result result) {
        dialogue.show(result.command() + ": " + MemberText.result(result));
    }

    private void showRoster(Membership member) {
        try {
            dialogue.show(String.join("\n", RosterText.table(member.roster())));
        } catch (IOException failure) {
            dialogue.show(String.valueOf(failure.getMessage()));
        }
    }
}
