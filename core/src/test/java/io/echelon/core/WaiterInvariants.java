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
    private final Limits limits;
    private final Map<Integer, List<ConnectionId>> lines = new TreeMap<>();

    WaiterInvariants(RosterInvariants rosters, Limits limits) {
        this.rosters = rosters;
        this.limits = limits;
    }

    /// @param effect that the rosters know of already
    void check(Effect effect) {
        switch (effect) {
            case WaitingStarted started -> onStarted(started);
            case WaitingEnded ended -> onEnded(ended);
            case MemberSeated seated -> firstComeFirstSeated(seated);
            case Effect.MemberJoined joined -> waitersHaveNoPlace(joined.connection(), joined);
            case Effect.PlaceResumed resumed -> waitersHaveNoPlace(resumed.connection(), resumed);
            case Effect.ObservationStarted started -> waitersHaveNoPlace(started.connection(), started);
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
        waitersHaveNoPlace(started.connection(), started);
        require(rosters.holder(started.connection()) == null, "who waits has no place", started);
        line(started.group()).add(started.connection());
        positionsCountTheLine(started);
        linesAreBounded(started);
    }

    private void onEnded(WaitingEnded ended) {
        boolean wasThere = line(ended.group()).remove(ended.connection());
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

    private void waitersHaveNoPlace(ConnectionId connection, Effect effect) {
        boolean isWaiting = lines.values().stream().anyMatch(line -> line.contains(connection));
        require(!isWaiting, "who waits has no place", effect);
    }

    private void nobodyWaitsWhereThereIsRoom(int group, List<ConnectionId> line) {
        boolean isFull = rosters.present(group).size() == limits.capacity();
        require(line.isEmpty() || isFull, "nobody waits where there is room", line);
    }
}
