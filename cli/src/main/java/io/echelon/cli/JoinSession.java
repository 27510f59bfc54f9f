package io.echelon.cli;

import io.echelon.client.Command;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.MembershipState;
import io.echelon.client.Place;
import io.echelon.client.StateChange;
import io.echelon.client.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One run of `echelon join`: what happens is shown, and what is typed carried out, until either side ends it.
final class JoinSession implements MembershipListener, AutoCloseable {
    private final String address;
    private final Dialogue dialogue;
    private final Keyboard keyboard;
    private final boolean isLasting;
    private final CompletableFuture<Place> firstPlace = new CompletableFuture<>();
    /// Completes when it has a place, and a socket if there is to be one.
    private final CompletableFuture<Membership> membership = new CompletableFuture<>();

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private volatile @Nullable MemberSocket socket;

    /// @param isLasting whether it goes on when there is nothing more to read
    JoinSession(String address, Dialogue dialogue, boolean isLasting) {
        this.address = address;
        this.dialogue = dialogue;
        this.keyboard = new Keyboard(dialogue);
        this.isLasting = isLasting;
    }

    /// Waits for a place, opens the socket, and carries out what is typed, until something ends it. A person may
    /// type before there is a place; what comes from a pipe is read when there is one.
    ///
    /// @param name what the member calls itself
    /// @param path of the socket for `echelon send`; null for the usual one
    /// @return the exit code
    /// @throws IOException if the socket is not the usual one and cannot be made
    int run(Membership member, @Nullable String name, @Nullable Path path) throws IOException, InterruptedException {
        if (dialogue.isForPerson()) {
            Threads.start("input", () -> readAll(member));
        }
        if (awaitPlace()) {
            openSocket(member, name, path);
            membership.complete(member);
            if (!dialogue.isForPerson()) {
                Threads.start("input", () -> readAll(member));
            }
        }
        try {
            return exitCode.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @return false if it has ended without one
    private boolean awaitPlace() throws InterruptedException {
        try {
            CompletableFuture.anyOf(firstPlace, exitCode).get();
            return firstPlace.isDone();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void openSocket(Membership member, @Nullable String name, @Nullable Path path) throws IOException {
        try {
            socket = path == null ? MemberSocket.openUsual(member, name) : MemberSocket.open(path, member);
        } catch (IOException failure) {
            if (path != null) {
                throw failure;
            }
            dialogue.show("echelon send cannot reach this member: " + failure.getMessage());
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
    public void onState(StateChange change) {
        switch (change.to()) {
            case MEMBER -> onMember(change.from(), Objects.requireNonNull(change.place()));
            case AWAY -> dialogue.show(StateText.away(change));
            case LOST -> {
                dialogue.show(StateText.lost(change));
                exitCode.complete(ExitCode.FAILED);
            }
            case CONNECTING, WAITING, LEFT -> {
                // Told by what leads there.
            }
        }
    }

    private void onMember(MembershipState from, Place place) {
        dialogue.show(from == MembershipState.AWAY ? StateText.back(place) : StateText.joined(place, address));
        firstPlace.complete(place);
    }

    @Override
    public void onWaiting(int position) {
        dialogue.show(StateText.waiting(position));
    }

    @Override
    public void onGap(long events) {
        dialogue.show(StateText.missed(events));
    }

    @Override
    public void onRank(Place place, int previousRank) {
        dialogue.show(StateText.promoted(place, previousRank));
    }

    @Override
    public void onJoined(MemberId member, int rank, long revision, @Nullable String name) {
        dialogue.show(StateText.arrived(member, rank, name));
    }

    @Override
    public void onLeft(MemberId member, int rank, long revision, String why) {
        dialogue.show(StateText.left(member, rank, why));
    }

    @Override
    public void onAway(MemberId member, int rank, Duration grace) {
        dialogue.show(StateText.away(member, rank, grace));
    }

    @Override
    public void onBack(MemberId member, int rank) {
        dialogue.show(StateText.back(member, rank));
    }

    private void readAll(Membership member) {
        try {
            boolean isToldToLeave = keyboard.readAll(member);
            if (!isToldToLeave && isLasting) {
                return;
            }
            if (!isToldToLeave) {
                keyboard.awaitClosed();
            }
            exitCode.complete(ExitCode.DONE);
        } catch (IOException failure) {
            dialogue.show("cannot read what is typed: " + failure.getMessage());
            exitCode.complete(ExitCode.FAILED);
        }
    }
}
