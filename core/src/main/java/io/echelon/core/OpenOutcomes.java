package io.echelon.core;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All open commands of all groups by deadline, and how much they weigh together.
final class OpenOutcomes {
    private final TreeSet<Dispatch> byDeadline = new TreeSet<>();
    private int limit;
    private long weight;

    OpenOutcomes(int limit) {
        this.limit = limit;
    }

    void limitTo(int outcomes) {
        limit = outcomes;
    }

    int limit() {
        return limit;
    }

    boolean hasRoomFor(int tracked) {
        return weight + Limits.OUTCOMES_A_COMMAND + tracked <= limit;
    }

    void add(Dispatch dispatch) {
        byDeadline.add(dispatch);
        weight += Limits.OUTCOMES_A_COMMAND + dispatch.trackedCount();
    }

    /// @param dispatch not closed yet: its weight is that of its tracked targets
    void remove(Dispatch dispatch) {
        byDeadline.remove(dispatch);
        weight -= Limits.OUTCOMES_A_COMMAND + dispatch.trackedCount();
    }

    /// Gives a command another deadline.
    void moveTo(Dispatch dispatch, long deadlineMillis) {
        byDeadline.remove(dispatch);
        dispatch.deadlineMillis = deadlineMillis;
        byDeadline.add(dispatch);
    }

    /// @return the command whose deadline comes first, or null when none is open
    @Nullable
    Dispatch first() {
        return byDeadline.isEmpty() ? null : byDeadline.first();
    }
}
