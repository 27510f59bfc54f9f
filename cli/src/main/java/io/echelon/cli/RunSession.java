package io.echelon.cli;

import io.echelon.cli.run.ProgramException;
import io.echelon.cli.run.ProgramGroup;
import io.echelon.client.Client;
import io.echelon.client.Lease;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.MembershipState;
import io.echelon.client.Place;
import io.echelon.client.StateChange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of `echelon run`. All is decided by one thread, which looks at the membership every [#TICK_MILLIS] and
/// whenever that changes: may the program run, may it go on, has it ended. The program is under a lease that rests on
/// the last answer of the server, so that it ends in time also when this thread does not come to look.
///
/// The client is closed, which gives the place away at once, only when no program runs any more.
final class RunSession implements MembershipListener {
    private static final long TICK_MILLIS = 100;
    /// How long the program may take to end when this command is told to stop, and keeps the rank meanwhile.
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /// Between two times of going to the end of the line.
    private static final long YIELD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int GOES_ON = -1;

    private final Client client;
    private final RunTerms terms;
    private final @Nullable String name;
    private final Hook hook;
    private final Consumer<String> say;
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private volatile boolean isStopped;
    /// Guarded by this.
    private boolean hasNews;

    private @Nullable MemberSocket socket;
    private boolean hasRun;
    private long yieldAtNanos = System.nanoTime();
    /// Why the program does not run, as it was said last.
    private String reason = "";

    /// @param name what the member calls itself
    /// @param say for people to read
    RunSession(Client client, RunTerms terms, @Nullable String name, Hook hook, Consumer<String> say) {
        this.client = client;
        this.terms = terms;
        this.name = name;
        this.hook = hook;
        this.say = say;
    }

    /// @return the exit code
    int run(Membership member) throws InterruptedException {
        int code = ExitCode.FAILED;
        try {
            openSocket(member);
            code = runUntilEnd(member);
            client.close();
            hook.await(Hook.TIMEOUT);
            return code;
        } finally {
            close();
            result.complete(code); // Last, since the process may end at once.
        }
    }

    /// Ends the program and then this, from another thread.
    ///
    /// @return the exit code
    int stopAndAwait() {
        isStopped = true;
        wake();
        return result.join();
    }

    private void close() {
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
        String cause = change.cause() == null ? "" : ": " + change.cause().getMessage();
        switch (change.to()) {
            case AWAY -> say.accept("the connection broke" + cause);
            case LOST -> say.accept("the place is lost" + cause);
            case MEMBER -> {
                if (change.from() == MembershipState.AWAY) {
                    say.accept("connected again, with the place of before");
                }
            }
            default -> {
                // Follows what was said, or was asked for.
            }
        }
        wake();
    }

    private synchronized void wake() {
        hasNews = true;
        notifyAll();
    }

    private synchronized void pause() throws InterruptedException {
        long startNanos = System.nanoTime();
        long millisLeft = TICK_MILLIS;
        while (!hasNews && millisLeft > 0) {
            wait(millisLeft);
            millisLeft = TICK_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        }
        hasNews = false;
    }

    private void openSocket(Membership member) {
        try {
            socket = MemberSocket.openUsual(member, name);
        } catch (IOException failure) {
            say.accept("echelon send cannot reach this member: " + failure.getMessage());
        }
    }

    private int runUntilEnd(Membership member) throws InterruptedException {
        int code = GOES_ON;
        while (code == GOES_ON) {
            String epoch = client.epoch(); // Before the lease: if the server forgets it in between, that is seen later.
            Lease held = member.lease();
            if (isStopped) {
                code = ExitCode.DONE;
            } else if (client.hasEnded()) {
                code = ExitCode.RUN_LOST;
            } else if (mayStart(member, held)) {
                code = hold(member, new Right(epoch, held.place()), held);
            } else if (!hasRun && terms.isTooLate(System.nanoTime())) {
                say.accept("the rank was not to be had in time");
                code = ExitCode.RUN_TIMED_OUT;
            } else {
                pause();
            }
        }
        return code;
    }

    private boolean mayStart(Membership member, Lease held) {
        Place place = held.place();
        if (member.state() != MembershipState.MEMBER || held.grace().isZero()) {
            return false;
        }
        if (!terms.ranks().contains(place.rank())) {
            onUnwanted(member, place);
            return false;
        }
        long nowNanos = System.nanoTime();
        Duration distrust = terms.distrust(member.serverSinceNanos(), nowNanos);
        if (distrust.isPositive()) {
            String why = standing(place) + ", but the server has just started";
            sayOnce(
                    why,
                    why + "; waiting " + (distrust.toSeconds() + 1) + " s, in case that it has forgotten somebody");
            return false;
        }
        return terms.isEnoughToStart(held.confirmedNanos(), nowNanos);
    }

    /// A place moves up only: from a rank that is too low it comes to the right one by waiting, from one that is too
    /// high by going to the end of the line, unless nobody else is there to take the ranks above.
    private void onUnwanted(Membership member, Place place) {
        String why = standing(place) + "; waiting for rank " + terms.ranks();
        sayOnce(why, why);
        boolean isTooHigh = place.rank() < terms.ranks().first();
        if (isTooHigh && place.size() > terms.ranks().first() && yieldAtNanos - System.nanoTime() <= 0) {
            yieldAtNanos = System.nanoTime() + YIELD_NANOS;
            try {
                member.yieldPlace();
            } catch (IOException offline) {
                say.accept("cannot go to the end of the line: " + offline.getMessage());
            }
        }
    }

    private static String standing(Place place) {
        return place.id() + " has rank " + place.rank();
    }

    /// @param what is compared with what was said before
    private void sayOnce(String what, String text) {
        if (!what.equals(reason)) {
            reason = what;
            say.accept(text);
        }
    }

    /// Runs the program until it has ended, and all it has started.
    ///
    /// @return the exit code, or to go on
    private int hold(Membership member, Right right, Lease held) throws InterruptedException {
        ProgramGroup program;
        try {
            program = ProgramGroup.start(terms.command(), environment(right.place), terms.lease(held.confirmedNanos()));
        } catch (ProgramException wrong) {
            say.accept(String.valueOf(wrong.getMessage()));
            return wrong.exitCode();
        } catch (IOException failure) {
            say.accept("the program cannot be started: " + failure.getMessage());
            return ExitCode.FAILED;
        }
        hasRun = true;
        reason = "";
        CompletableFuture<Integer> exit = program.exit().toCompletableFuture();
        exit.whenComplete((code, failure) -> wake());
        try {
            say.accept(standing(right.place) + ", token " + right.place.token() + ": running " + programName());
            hook.run(Hook.Kind.ON_RANK, environment(right.place));
            if (!watch(member, right, program, exit)) {
                return exit.join();
            }
        } finally {
            if (!exit.isDone()) { // This was not to be expected; the place is kept all the same until it has ended.
                program.end(Duration.ZERO);
                exit.join();
            }
        }
        say.accept("the rank was lost, and the program has ended");
        hook.run(Hook.Kind.ON_LOST, environment(right.place));
        return terms.restarts() && !isStopped ? GOES_ON : ExitCode.RUN_LOST;
    }

    /// Looks after the program until it has ended.
    ///
    /// @return whether it was ended because the right to run was lost
    private boolean watch(Membership member, Right right, ProgramGroup program, CompletableFuture<Integer> exit)
            throws InterruptedException {
        boolean isLost = false;
        boolean isEnding = false;
        long confirmedNanos = Long.MIN_VALUE;
        while (!exit.isDone()) {
            Lease held = member.lease();
            if (!isLost && !right.isGivenBy(held, client.epoch(), terms.ranks())) {
                isLost = true;
                say.accept(standing(right.place) + " no longer; ending " + programName());
                program.end(terms.killAfter());
            }
            if (!isLost && held.confirmedNanos() != confirmedNanos) {
                confirmedNanos = held.confirmedNanos();
                program.renew(terms.lease(confirmedNanos));
            }
            if (!isLost && held.place().rank() != right.place.rank()) {
                right.place = held.place();
                say.accept(standing(right.place) + " now");
                hook.run(Hook.Kind.ON_RANK, environment(right.place));
            }
            if (isStopped && !isEnding) {
                isEnding = true;
                program.end(STOP_PATIENCE);
            }
            pause();
        }
        return isLost || (program.isLeaseOver() && !isStopped);
    }

    private String programName() {
        return terms.command().get(0);
    }

    private Map<String, String> environment(Place place) {
        Map<String, String> environment = new HashMap<>(ProgramHandler.describe(place));
        if (socket != null) {
            environment.put("ECHELON_VIA", socket.path().toString());
        }
        return environment;
    }

    /// What a program runs by.
    static final class Right {
        /// Of the server that gave the place: another one counts its members anew, so that a number means nothing
        /// there.
        private final String epoch;
        /// As the program or the hook was told it last.
        private Place place;

        Right(String epoch, Place place) {
            this.epoch = epoch;
            this.place = place;
        }

        boolean isGivenBy(Lease held, String epochNow, RankRange ranks) {
            return !held.grace().isZero()
                    && epoch.equals(epochNow)
                    && place.id().equals(held.place().id())
                    && ranks.contains(held.place().rank());
        }
    }
}
