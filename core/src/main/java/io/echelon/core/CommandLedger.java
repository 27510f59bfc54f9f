package io.echelon.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The commands of a group that are still known: the open ones in the order in which they were
/// sequenced, the closed ones in the order in which they closed, until they are too many or too old.
final class CommandLedger {
    private final SequencedMap<Long, Dispatch> open = new LinkedHashMap<>();
    private final SequencedMap<Long, Dispatch> closed = new LinkedHashMap<>();
    private final Limits limits;
    private final Clock clock;

    CommandLedger(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// A copy, so that commands may be closed while it is gone through.
    List<Dispatch> open() {
        return new ArrayList<>(open.values());
    }

    void addOpen(Dispatch dispatch) {
        open.put(dispatch.id.number(), dispatch);
    }

    /// Keeps what is left of a command, whether it was open here or never had to be.
    void addClosed(Dispatch dispatch) {
        open.remove(dispatch.id.number());
        dispatch.close(clock.nowMillis());
        closed.put(dispatch.id.number(), dispatch);
        if (closed.size() > limits.maxClosedCommands()) {
            closed.pollFirstEntry();
        }
    }

    @Nullable
    Dispatch find(long number) {
        Dispatch dispatch = open.get(number);
        if (dispatch == null) {
            forgetOld();
            dispatch = closed.get(number);
        }
        return dispatch;
    }

    private void forgetOld() {
        long oldestMillis = clock.nowMillis() - limits.closedMillis();
        while (!closed.isEmpty() && closed.firstEntry().getValue().closedMillis() < oldestMillis) {
            closed.pollFirstEntry();
        }
    }
}
