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
    private final ResultStore results;

    CommandLedger(Limits limits, Clock clock, ResultStore results) {
        this.limits = limits;
        this.clock = clock;
        this.results = results;
    }

    /// A copy, so that commands may be closed while it is gone through.
    List<Dispatch> open() {
        return new ArrayList<>(open.values());
    }

    void addOpen(Dispatch dispatch) {
        open.put(dispatch.id.number(), dispatch);
    }

    /// Keeps a command that was open here, or never had to be.
    void addClosed(Dispatch dispatch) {
        open.remove(dispatch.id.number());
        dispatch.close(clock.nowMillis());
        closed.put(dispatch.id.number(), dispatch);
        if (closed.size() > limits.maxClosedCommands()) {
            forgetOldest();
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
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Dispatch dispatch = closed.pollFirstEntry().getValue();
        results.forget(dispatch);
        if (dispatch.original != null) {
            dispatch.sender.forget(dispatch);
        }
    }
}
