package io.echelon.cli;

import io.echelon.cli.run.Lease;
import io.echelon.cli.run.ProgramException;
import io.echelon.cli.run.ProgramGroup;
import io.echelon.client.Client;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.MembershipState;
import io.echelon.client.Place;
import io.echelon.client.StateChange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of `echelon run`. All is decided by one thread, which looks at the membership every
/// [#TICK_MILLIS] and whenever that changes: may the program run, may it go on, has it ended. The program
/// is under a lease that rests on the last answer of the server, so that it ends in time also when this
/// thread does not come to look.
final class RunSession implements MembershipListener, AutoCloseable {
    /// When the program is asked to end, and when it is killed, in parts of the grace time, counted from
    /// when the last request was sent that the server has answered. The server gives the rank to nobody
    /// else before a whole grace time has passed since then.
    private static final double TERM_SHARE = 0.5;

    private static final double KILL_SHARE = 0.7;
    /// A program is not started on a lease that has less than this left until its end begins.
    private static final double LEAST_START_SHARE = 0.2;

    private static final long TICK_MILLIS = 100;
    /// How long the program may take to end when this command is told to stop, and keeps the rank meanwhile.
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private static final int GOES_ON = -1;

    /// What is to be run, and when.
    ///
    /// @param timeout until it has got the rank; null for ever
    /// @param restarts whether it begins again when the rank was lost
    /// @param isTrusting whether it believes a server that has started within the grace time
    record Terms(
            RankRange ranks,
            List<String> command,
            Duration grace,
            @Nullable Duration timeout,
            boolean restarts,
            boolean isTrusting) {}

    private final Client client;
    private final Terms terms;
    private final @Nullable String name;
    private final Hook hook;
    private final Consumer<String> say;
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private @Nullable MemberSocket socket;
    /// Guarded by this, like what follows.
    private boolean isStopped;

    private @Nullable String lastSaid;

    /// @param name what the member calls itself
    /// @param say for people to read
    RunSession(Client client, Terms terms, @Nullable String name, Hook hook, Consumer<String> say) {
        this.client = client;
        this.terms = terms;
        this.name = name;
        this.hook = hook;
        this.say = say;
    }

    /// @return the exit code
    int run(Membership member) throws InterruptedException {
        int code = GOES_ON;
        try {
            openSocket(member);
            Long giveUpNanos = terms.timeout() == null
                    ? null
                    : Long.valueOf(System.nanoTime() + terms.timeout().toNanos());
            while (code == GOES_ON) {
                code = awaitRight(member, giveUpNanos);
                if (code == GOES_ON) {
                    giveUpNanos = null;
                    code = hold(member);
                }
            }
            client.close(); // Now that nothing runs any more, somebody else may have the rank at once.
            hook.await(Hook.TIMEOUT);
            return code;
        } finally {
            result.complete(code == GOES_ON ? ExitCode.FAILED : code);
        }
    }

    /// Ends the program and then this, from another thread.
    ///
    /// @return the exit code
    int stopAndAwait() {
        synchronized (this) {
            isStopped = true;
            notifyAll();
        }
        return result.join();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
        hook.close();
    }

    @Override
    public void onRank(Place place, int previousRank) {
        wake();
    }

    @Override
    public void onState(StateChange change) {
        ConnectionLostException cause = change.cause();
        if (change.to() == MembershipState.AWAY && cause != null) {
            say.accept("the connection broke: " + cause.getMessage());
        }
        wake();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private void openSocket(Membership member) {
        try {
            socket = MemberSocket.openUsual(member, name);
        } catch (IOException failure) {
            say.accept("echelon send cannot reach this member: " + failure.getMessage());
        }
    }

    /// Waits until the program may run.
    ///
    /// @param giveUpNanos when to wait no longer; null for never
    /// @return the exit code if it never will, or to go on
    private synchronized int awaitRight(Membership member, @Nullable Long giveUpNanos) throws InterruptedException {
        while (true) {
            io.echelon.client.Lease held = member.lease();
            if (isStopped) {
                return ExitCode.DONE;
            }
            if (member.state() == MembershipState.LOST || member.state() == MembershipState.LEFT) {
                return onPlaceGone();
            }
            if (mayStart(member, held)) {
                return GOES_ON;
            }
            long nowNanos = System.nanoTime();
            if (giveUpNanos != null && giveUpNanos - nowNanos <= 0) {
                say.accept("the rank was not to be had in time");
                return ExitCode.RUN_TIMED_OUT;
            }
            wait(TICK_MILLIS);
        }
    }

    /// CONNECTING follows LOST at once where it follows at all.
    private int onPlaceGone() {
        say.accept("the place is lost for good");
        return ExitCode.RUN_LOST;
    }

    private boolean mayStart(Membership member, io.echelon.client.Lease held) {
        Place place = held.place();
        if (member.state() != MembershipState.MEMBER) {
            return false;
        }
        if (!terms.ranks().contains(place.rank())) {
            sayOnce("this is rank " + place.rank() + " of " + place.size() + "; waiting for rank " + terms.ranks());
            return false;
        }
        long nowNanos = System.nanoTime();
        long untrustedNanos = member.serverSinceNanos() + terms.grace().toNanos() - nowNanos;
        if (!terms.isTrusting() && untrustedNanos > 0) {
            sayOnce("rank " + place.rank() + ", on a server that has just started: waiting "
                    + Duration.ofNanos(untrustedNanos).toSeconds() + " s, in case that it has forgotten somebody");
            return false;
        }
        return lease(held).termAtNanos() - nowNanos > terms.grace().toNanos() * LEAST_START_SHARE;
    }

    private void sayOnce(String text) {
        String what = text.replaceAll("[0-9]+ s", ""); // The seconds that are left change.
        if (!what.equals(lastSaid)) {
            lastSaid = what;
            say.accept(text);
        }
    }

    private Lease lease(io.echelon.client.Lease held) {
        return new Lease(at(held, TERM_SHARE), at(held, KILL_SHARE));
    }

    private long at(io.echelon.client.Lease held, double share) {
        return held.confirmedNanos() + (long) (terms.grace().toNanos() * share);
    }

    /// Runs the program until it has ended, and all it has started.
    ///
    /// @return the exit code, or to go on
    private int hold(Membership member) throws InterruptedException {
        io.echelon.client.Lease held = member.lease();
        Place place = held.place();
        ProgramGroup program;
        try {
            program = ProgramGroup.start(terms.command(), environment(place), lease(held));
        } catch (ProgramException wrong) {
            say.accept(String.valueOf(wrong.getMessage()));
            return wrong.exitCode();
        } catch (IOException failure) {
            say.accept("the program cannot be started: " + failure.getMessage());
            return ExitCode.FAILED;
        }
        lastSaid = null;
        say.accept("rank " + place.rank() + " (token " + place.token() + "): running "
                + terms.command().get(0));
        hook.run(Hook.Kind.ON_RANK, environment(place));
        CompletableFuture<Integer> exit = program.exit().toCompletableFuture();
        exit.whenComplete((code, failure) -> wake());
        boolean isLost = watch(member, place.id(), program, exit);
        return isLost ? onLost(member, place) : exit.join();
    }

    /// Looks after the program until it has ended.
    ///
    /// @return whether it was ended because the right to run was lost
    private synchronized boolean watch(
            Membership member, MemberId holder, ProgramGroup program, CompletableFuture<Integer> exit)
            throws InterruptedException {
        boolean isLost = false;
        int rank = member.place().rank();
        long confirmedNanos = Long.MIN_VALUE;
        while (!exit.isDone()) {
            io.echelon.client.Lease held = member.lease();
            if (!isLost && !holds(member, holder, held)) {
                isLost = true;
                say.accept(
                        "rank " + rank + " is lost; ending " + terms.command().get(0));
                program.end(Duration.ofNanos((long) (terms.grace().toNanos() * (KILL_SHARE - TERM_SHARE))));
            } else if (!isLost && held.confirmedNanos() != confirmedNanos) {
                confirmedNanos = held.confirmedNanos();
                program.renew(lease(held));
            }
            if (!isLost && held.place().rank() != rank) {
                rank = held.place().rank();
                say.accept("rank " + rank + " now");
                hook.run(Hook.Kind.ON_RANK, environment(held.place()));
            }
            if (isStopped && !isLost) {
                program.end(STOP_PATIENCE); // Again and again it does not come later than the first time.
            }
            wait(TICK_MILLIS);
        }
        return isLost || (program.isLeaseOver() && !isStopped);
    }

    private boolean holds(Membership member, MemberId holder, io.echelon.client.Lease held) {
        MembershipState state = member.state();
        boolean isThere = state == MembershipState.MEMBER || state == MembershipState.AWAY;
        return isThere
                && held.place().id().equals(holder)
                && terms.ranks().contains(held.place().rank());
    }

    private int onLost(Membership member, Place place) {
        say.accept("the rank was lost, and the program has ended");
        hook.run(Hook.Kind.ON_LOST, environment(place));
        return terms.restarts() ? GOES_ON : ExitCode.RUN_LOST;
    }

    private Map<String, String> environment(Place place) {
        Map<String, String> environment = new HashMap<>(ProgramHandler.describe(place));
        if (socket != null) {
            environment.put("ECHELON_VIA", socket.path().toString());
        }
        return environment;
    }
}
