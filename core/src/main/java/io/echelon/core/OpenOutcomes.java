package io.echelon.core;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All open commands of all groups by deadline, and how much they weigh together.
final class OpenOutcomes {
    private final TreeSet<Dispatch> byDeadline = new TreeSet<>();
    private final int limit;
    private long weight;

    OpenOutcomes(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    boolean hasRoomFor(int executors) {
        return weight + Limits.OUTCOMES_A_COMMAND + executors <= limit;
    }

    void add(Dispatch dispatch) {
        byDeadline.add(dispatch);
        weight += Limits.OUTCOMES_A_COMMAND + dispatch.executorCount();
    }

    /// @param dispatch not closed yet: its weight is that of its executors
    void remove(Dispatch dispatch) {
        byDeadline.remove(dispatch);
        weight -= Limits.OUTCOMES_A_COMMAND + dispatch.executorCount();
    }

    /// @return the command whose deadline comes first, or null when none is open
    @Nullable
    Dispatch first() {
        return byDeadline.isEmpty() ? null : byDeadline.first();
    }
}
