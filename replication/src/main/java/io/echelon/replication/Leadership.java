package io.echelon.replication;

import io.echelon.core.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the leader sees to, by proposing entries: the founding, the time, the loss of servers that are
/// silent, the rules. One for each time that a server leads; for one thread.
public final class Leadership {
    /// A tick is proposed again if it is not seen in the log for so long.
    private static final long TICK_AGAIN_MILLIS = 200;
    /// The same for everything else.
    private static final long AGAIN_MILLIS = 1_000;

    private static final long NOT_STARTED = Long.MAX_VALUE;

    /// How a leader sees its cluster.
    ///
    /// @param node the leader itself
    /// @param silentMillis for how long each other node was not heard of
    public record Sight(String node, Map<String, Long> silentMillis) {
        boolean isMember(String name) {
            return name.equals(node) || silentMillis.containsKey(name);
        }
    }

    private final Limits limits;
    private final Set<String> uniqueNames;
    private final String newEpoch;
    private final long lostMillis;
    private final long baseMillis;
    /// How many leaders had begun before this one.
    private final long leadersBefore;
    /// When its beginning was seen in the log; from then on time passes.
    private volatile long startMillis = NOT_STARTED;

    /// The gateways that were missing when it looked last.
    private Set<Long> suspects = Set.of();

    private long hashesReported;
    private long tickedMillis = Long.MIN_VALUE / 2;
    private long proposedMillis = Long.MIN_VALUE / 2;

    /// @param newEpoch of a state that is not founded yet
    /// @param lostMillis of silence after which a server is lost
    /// @param state as it is when the leadership begins
    public Leadership(Limits limits, Set<String> uniqueNames, String newEpoch, long lostMillis, ReplicatedState state) {
        this.limits = limits;
        this.uniqueNames = uniqueNames;
        this.newEpoch = newEpoch;
        this.lostMillis = lostMillis;
        this.baseMillis = state.nowMillis();
        this.leadersBefore = state.leaders();
        this.hashesReported = state.hashedEntries();
    }

    /// The time that an entry gets which is taken now: it goes on where the state's stood when the leadership
    /// began, whatever other clocks say, and not before all graces have been restarted.
    ///
    /// @param nowMillis of a monotonic clock
    public long stampMillis(long nowMillis) {
        return baseMillis + Math.max(0, nowMillis - startMillis);
    }

    /// What is to be proposed now; what was proposed and is not seen in the log yet only after a while.
    public List<Entry> duties(ReplicatedState state, Sight sight, long nowMillis) {
        List<Entry> duties = new ArrayList<>();
        if (!hasStarted() && state.leaders() > leadersBefore) {
            startMillis = nowMillis;
        }
        List<Gateway> lost = lost(state, sight);
        if (nowMillis - proposedMillis >= AGAIN_MILLIS) {
            if (!state.isFounded()) {
                duties.add(new Entry.Founded(newEpoch, limits, uniqueNames));
            } else {
                addChanges(duties, state, sight, lost);
            }
            if (!duties.isEmpty()) {
                proposedMillis = nowMillis;
            }
        }
        if (state.nextDeadlineMillis() <= stampMillis(nowMillis) && nowMillis - tickedMillis >= TICK_AGAIN_MILLIS) {
            tickedMillis = nowMillis;
            duties.add(new Entry.Tick());
        }
        return duties;
    }

    private boolean hasStarted() {
        return startMillis != NOT_STARTED;
    }

    private void addChanges(List<Entry> duties, ReplicatedState state, Sight sight, List<Gateway> lost) {
        if (!hasStarted()) {
            duties.add(new Entry.LeaderStarted(sight.node()));
        }
        if (state.differsFrom(limits, uniqueNames)) {
            duties.add(new Entry.Settled(limits, uniqueNames));
        }
        lost.forEach(gateway -> duties.add(new Entry.GatewayLost(gateway.number())));
        int common = commonRules(state.gateways(), sight);
        if (common > state.rules()) {
            duties.add(new Entry.RulesRaised(common));
        }
        if (state.hashedEntries() > hashesReported) {
            hashesReported = state.hashedEntries();
            duties.add(new Entry.StateHashed(state.hashedEntries(), state.hash()));
        }
    }

    /// Those whose node has been silent for too long, or is no member any more, and was so before: a node that
    /// has just begun anew need not have been heard since.
    private List<Gateway> lost(ReplicatedState state, Sight sight) {
        List<Gateway> lost = new ArrayList<>();
        Set<Long> missing = new HashSet<>();
        for (Gateway gateway : state.gateways()) {
            boolean isSilent = sight.silentMillis().getOrDefault(gateway.node(), 0L) >= lostMillis;
            if (isSilent || !sight.isMember(gateway.node())) {
                missing.add(gateway.number());
                if (suspects.contains(gateway.number())) {
                    lost.add(gateway);
                }
            }
        }
        suspects = missing;
        return lost;
    }

    /// The newest version of the rules that every node knows; 0 if some node is not there to say.
    private static int commonRules(Collection<Gateway> gateways, Sight sight) {
        int common = Integer.MAX_VALUE;
        int there = 0;
        for (Gateway gateway : gateways) {
            if (sight.isMember(gateway.node())) {
                common = Math.min(common, gateway.rules());
                there++;
            }
        }
        return there == sight.silentMillis().size() + 1 ? common : 0;
    }
}
