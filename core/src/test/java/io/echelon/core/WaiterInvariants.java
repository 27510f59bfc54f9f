package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.WaitingEnded;
import io.echelon.core.Effect.WaitingStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who stands in line for a place, kept as the edge keeps it: everybody behind who goes moves up.
final class WaiterInvariants {
    private final RosterInvariants rosters;
    private Limits limits;
    private final Map<Integer, List<ConnectionId>> lines = new TreeMap<>();

    WaiterInvariants(RosterInvariants rosters, Limits limits) {
        this.rosters = rosters;
        this.limits = limits;
    }

    void begin(Input input) {
        if (input instanceof Input.SettingsChanged changed) {
            limits = changed.limits();
        }
    }

    /// @param effect that the rosters know of already
    void check(Effect effect) {
        switch (effect) {
            case WaitingStarted started -> onStarted(started);
            case WaitingEnded ended -> onEnded(ended);
            case MemberSeated seated -> firstComeFirstSeated(seated);
            case Effect.MemberJoined joined -> isNotWaiting(joined.connection(), joined);
            case Effect.PlaceResumed resumed -> isNotWaiting(resumed.connection(), resumed);
            case Effect.ObservationStarted started -> isNotWaiting(started.connection(), started);
            case Effect other -> {}
        }
    }

    /// To be called behind the effects of an input.
    void end() {
        lines.forEach((group, line) -> nobodyWaitsWhereThereIsRoom(group, line));
    }

    private List<ConnectionId> line(int group) {
        return lines.computeIfAbsent(group, unused -> new ArrayList<>());
    }

    private void onStarted(WaitingStarted started) {
        isNotWaiting(started.connection(), started);
        waitersHaveNoPlace(rosters.holder(started.connection()) == null, started);
        line(started.group()).add(started.connection());
        positionsCountTheLine(started);
        linesAreBounded(started);
    }

    private void onEnded(WaitingEnded ended) {
        boolean wasThere = line(ended.group()).remove(ended.connection());
        onlyWaitersWaitNoLonger(wasThere, ended);
    }

    private static void onlyWaitersWaitNoLonger(boolean wasThere, WaitingEnded ended) {
        require(wasThere, "only who waits waits no longer", ended);
    }

    private void firstComeFirstSeated(MemberSeated seated) {
        List<ConnectionId> line = line(seated.place().member().group());
        boolean isFirst = !line.isEmpty() && line.getFirst().equals(seated.connection());
        require(isFirst, "first come, first seated", seated);
        line.removeFirst();
    }

    private void positionsCountTheLine(WaitingStarted started) {
        boolean isLast = started.position() == line(started.group()).size();
        require(isLast, "a position counts who came before", started);
    }

    private void linesAreBounded(WaitingStarted started) {
        require(line(started.group()).size() <= limits.maxWaiting(), "a line is no longer than it may be", started);
    }

    private void isNotWaiting(ConnectionId connection, Effect effect) {
        waitersHaveNoPlace(lines.values().stream().noneMatch(line -> line.contains(connection)), effect);
    }

    private static void waitersHaveNoPlace(boolean isOneOnly, Effect effect) {
        require(isOneOnly, "who waits has no place", effect);
    }

    private void nobodyWaitsWhereThereIsRoom(int group, List<ConnectionId> line) {
        boolean isFull = rosters.present(group).size() >= limits.capacity();
        require(line.isEmpty() || isFull, "nobody waits where there is room", line);
    }
}
