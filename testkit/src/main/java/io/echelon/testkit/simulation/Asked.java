package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.protocol.Request;

/// A request of a client that is unanswered.
record Asked(Request request, long sinceMillis) {
    private static final long PATIENCE_MILLIS = 5_000;
    /// Two seconds, the time that an answer takes, and that until it is looked for.
    private static final long NO_MAJORITY_MILLIS = 2_000 + 300;

    /// Whether the log knows nothing of it.
    boolean isLocal() {
        return request instanceof Request.Hello;
    }

    /// Whether its answer may bring a session: nothing that needs a place is said before.
    boolean mayGiveSession() {
        return request instanceof Request.Resume;
    }

    /// Whether a client waits no longer for the answer, which it should not have to.
    ///
    /// @param cutOffMillis for how long the server has been without a majority
    /// @param calmMillis since when nothing fails
    boolean isOverdue(long nowMillis, long cutOffMillis, long calmMillis, String client) {
        long waitedMillis = nowMillis - sinceMillis;
        boolean isCutOff = Math.min(waitedMillis, cutOffMillis) > NO_MAJORITY_MILLIS;
        require(!isCutOff, "without a majority nobody waits longer than two seconds", client + " asked " + request);
        boolean isOverdue = waitedMillis > PATIENCE_MILLIS;
        boolean isCalm = sinceMillis > calmMillis + PATIENCE_MILLIS;
        require(!(isCalm && isOverdue), "without faults every request is answered", client + " asked " + request);
        return isOverdue;
    }
}
