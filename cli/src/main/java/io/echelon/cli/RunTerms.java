package io.echelon.cli;

import io.echelon.cli.run.Lease;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be run, and when.
///
/// @param ranks at which it may run
/// @param giveUpNanos of [System#nanoTime]: until when it has to have got the rank; null for ever
/// @param restarts whether it begins again when the rank was lost
/// @param trusts whether it believes a server that has started within the grace time
record RunTerms(
        RankRange ranks,
        List<String> command,
        Duration grace,
        @Nullable Long giveUpNanos,
        boolean restarts,
        boolean trusts) {
    /// When the program is asked to end, and when it is killed, in tenths of the grace time, counted from when the last
    /// request was sent that the server has answered. The server gives the rank to nobody else before a whole grace
    /// time has passed since then.
    private static final int TERM_TENTHS = 5;

    private static final int KILL_TENTHS = 7;
    /// A program is not started on a lease that has less than this left until its end begins.
    private static final int LEAST_START_TENTHS = 2;

    /// Of the program, which rests on an answer of the server.
    ///
    /// @param confirmedNanos when that was sent to which it is the answer
    Lease lease(long confirmedNanos) {
        return Lease.since(confirmedNanos, tenths(TERM_TENTHS), tenths(KILL_TENTHS));
    }

    boolean isEnoughToStart(long confirmedNanos, long nowNanos) {
        return lease(confirmedNanos).termAtNanos() - nowNanos
                > tenths(LEAST_START_TENTHS).toNanos();
    }

    /// From being asked to end to being killed, when the rank is lost.
    Duration killAfter() {
        return tenths(KILL_TENTHS - TERM_TENTHS);
    }

    /// How long it is to wait until nobody's program can run any more of whom the server knows nothing, supposing that
    /// others have no longer grace times; zero or less for not at all.
    Duration distrust(long serverSinceNanos, long nowNanos) {
        return trusts ? Duration.ZERO : grace.minusNanos(nowNanos - serverSinceNanos);
    }

    boolean isTooLate(long nowNanos) {
        return giveUpNanos != null && giveUpNanos - nowNanos <= 0;
    }

    private Duration tenths(int number) {
        return grace.multipliedBy(number).dividedBy(10);
    }
}
