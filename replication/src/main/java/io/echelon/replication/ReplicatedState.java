package io.echelon.replication;

import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Limits;
import io.echelon.core.SnapshotHash;
import io.echelon.core.SnapshotInput;
import io.echelon.core.SnapshotOutput;
import io.echelon.core.StateMachine;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the log comes to: the state of the groups, and which servers take part in it. The same entries give
/// the same state, wherever they are applied.
///
/// Used by one thread at a time. After an exception it must not be used any more.
public final class ReplicatedState {
    /// The version of the rules that this build was made for. Raised with each change of what the core makes
    /// of its inputs.
    public static final int RULES = 1;

    /// After so many entries each the states of all servers are compared.
    public static final long HASHED_EVERY = 1_000;

    /// What became of an entry.
    public enum Verdict {
        /// It counted.
        APPLIED,
        /// It had counted before, or changes nothing.
        REPEATED,
        /// An entry of the same gateway is missing before it; it did not count, and has to come again.
        EARLY,
        /// It came from a gateway that is lost: nothing of it counts.
        LATE,
        /// It came from a server that is not the one that had its name: nothing of it ever counts.
        REFUSED
    }

    private @Nullable StateMachine groups;
    private String epoch = "";
    private int rules = 1;
    private long entries;
    private long lastGateway;
    private final Map<Long, Gateway> gateways = new TreeMap<>();
    /// All that ever were, by their names, with what was drawn for their folders.
    private final Map<String, Long> folders = new TreeMap<>();

    private final Map<String, String> stops = new TreeMap<>();
    /// What this state came to when states were compared last, and after how many entries.
    private long hash;

    private long hashedEntries;
    private long leaders;

    /// Whether there is a state at all.
    public boolean isFounded() {
        return groups != null;
    }

    /// As clients are told it; empty before the founding.
    public String epoch() {
        return epoch;
    }

    /// Whether other limits hold, or other names are unique, than these.
    public boolean differsFrom(Limits limits, Set<String> uniqueNames) {
        return groups != null && !groups.hasSettings(limits, uniqueNames);
    }

    /// The version of the rules that holds.
    public int rules() {
        return rules;
    }

    /// How many entries have been applied.
    public long entries() {
        return entries;
    }

    /// How many leaders have begun since this object was made: for whoever waits for its own beginning. No part
    /// of the state.
    long leaders() {
        return leaders;
    }

    /// Those that are not lost, the oldest first.
    public Collection<Gateway> gateways() {
        return Collections.unmodifiableCollection(gateways.values());
    }

    public @Nullable Gateway gateway(long number) {
        return gateways.get(number);
    }

    /// Why nodes that are not there said they would go, by their names.
    public Map<String, String> stops() {
        return Collections.unmodifiableMap(stops);
    }

    /// The time of the last entry, in milliseconds.
    public long nowMillis() {
        return groups == null ? 0 : groups.nowMillis();
    }

    /// When time has something to do, or [StateMachine#NO_DEADLINE].
    public long nextDeadlineMillis() {
        return groups == null ? StateMachine.NO_DEADLINE : groups.nextDeadlineMillis();
    }

    /// After how many entries states were compared last.
    public long hashedEntries() {
        return hashedEntries;
    }

    /// What this one came to then.
    public long hash() {
        return hash;
    }

    /// 64 bits of the state as it is now: other states have others, but for chance.
    public long presentHash() {
        SnapshotHash present = new SnapshotHash();
        save(present);
        return present.value();
    }

    /// The same of the groups alone.
    public long groupsHash() {
        return groups == null ? 0 : groups.hash();
    }

    /// Shows each group as it is now.
    public void show(Effects effects) {
        if (groups != null) {
            groups.show(effects);
        }
    }

    /// Applies the next entry of the log.
    ///
    /// @param stampMillis when its leader took it; an earlier time than that of an entry before is that one
    /// @param effects what follows is added at its end
    /// @throws DivergedException if another server has come to another state
    public Verdict apply(Entry entry, long stampMillis, Effects effects) {
        entries++;
        Verdict verdict = groups == null ? found(entry) : apply(groups, entry, stampMillis, effects);
        if (entries % HASHED_EVERY == 0 && groups != null) {
            hash = presentHash();
            hashedEntries = entries;
        }
        return verdict;
    }

    private Verdict found(Entry entry) {
        if (!(entry instanceof Entry.Founded founded)) {
            return Verdict.LATE; // Nothing is there yet that it could change.
        }
        epoch = founded.epoch();
        groups = new StateMachine(founded.limits(), 0, founded.uniqueNames());
        return Verdict.APPLIED;
    }

    private Verdict apply(StateMachine machine, Entry entry, long stampMillis, Effects effects) {
        machine.apply(new Input.TimeAdvanced(stampMillis), effects);
        return switch (entry) {
            case Entry.Batch batch -> applyBatch(machine, batch, effects);
            case Entry.Founded founded -> Verdict.REPEATED;
            case Entry.Settled settled -> settle(machine, settled, effects);
            case Entry.GatewayOpened opened -> open(machine, opened, effects);
            case Entry.GatewayAddressed addressed -> address(addressed);
            case Entry.GatewayLost lost -> lose(machine, lost.gateway(), effects);
            case Entry.Tick tick -> Verdict.APPLIED;
            case Entry.LeaderStarted started -> {
                leaders++;
                machine.apply(new Input.GracesRestarted(), effects);
                yield Verdict.APPLIED;
            }
            case Entry.RulesRaised raised -> raise(raised.version());
            case Entry.StateHashed hashed -> compare(hashed);
            case Entry.NodeStopped stopped -> {
                stops.put(stopped.node(), stopped.why());
                yield Verdict.APPLIED;
            }
            case Entry.Restored restored -> {
                epoch = restored.epoch();
                machine.apply(new Input.TokensRaised(restored.tokenBase()), effects);
                yield Verdict.APPLIED;
            }
        };
    }

    private Verdict applyBatch(StateMachine machine, Entry.Batch batch, Effects effects) {
        Gateway gateway = gateways.get(batch.gateway());
        if (gateway == null) {
            return Verdict.LATE;
        }
        if (batch.sequence() <= gateway.sequence()) {
            return Verdict.REPEATED;
        }
        if (batch.sequence() > gateway.sequence() + 1) {
            return Verdict.EARLY;
        }
        gateways.put(gateway.number(), gateway.withSequence(batch.sequence()));
        for (Input input : batch.inputs()) {
            machine.apply(input, effects);
        }
        return Verdict.APPLIED;
    }

    private Verdict settle(StateMachine machine, Entry.Settled settled, Effects effects) {
        machine.apply(new Input.SettingsChanged(settled.limits(), settled.uniqueNames()), effects);
        return Verdict.APPLIED;
    }

    private Verdict open(StateMachine machine, Entry.GatewayOpened opened, Effects effects) {
        if (folders.computeIfAbsent(opened.node(), node -> opened.folder()) != opened.folder()) {
            return Verdict.REFUSED;
        }
        for (Gateway gateway : List.copyOf(gateways.values())) {
            if (gateway.node().equals(opened.node())) {
                if (gateway.nonce() == opened.nonce()) {
                    return Verdict.REPEATED;
                }
                lose(machine, gateway.number(), effects);
            }
        }
        lastGateway++;
        gateways.put(lastGateway, new Gateway(lastGateway, opened.node(), opened.nonce(), opened.rules(), "", 0));
        stops.remove(opened.node());
        return Verdict.APPLIED;
    }

    private Verdict address(Entry.GatewayAddressed addressed) {
        Gateway gateway = gateways.get(addressed.gateway());
        if (gateway == null) {
            return Verdict.LATE;
        }
        gateways.put(gateway.number(), gateway.withAddress(addressed.address()));
        return Verdict.APPLIED;
    }

    private Verdict lose(StateMachine machine, long number, Effects effects) {
        Gateway gateway = gateways.remove(number);
        if (gateway == null) {
            return Verdict.REPEATED;
        }
        machine.apply(new Input.ConnectionsLost(gateway.firstConnection(), gateway.lastConnection()), effects);
        return Verdict.APPLIED;
    }

    private Verdict raise(int version) {
        if (version > RULES) {
            throw new UnknownRulesException(version);
        }
        rules = Math.max(rules, version);
        return Verdict.APPLIED;
    }

    /// Whoever was not there after so many entries cannot tell, and trusts the snapshot that it came from.
    private Verdict compare(Entry.StateHashed hashed) {
        if (hashed.entries() == hashedEntries && hashed.hash() != hash) {
            throw new DivergedException(hashed.entries(), hash, hashed.hash());
        }
        return Verdict.APPLIED;
    }

    /// Writes all that [#load] needs.
    public void save(SnapshotOutput output) {
        output.put(epoch);
        output.put(rules);
        output.put(entries);
        output.put(hash);
        output.put(hashedEntries);
        output.put(lastGateway);
        output.put(gateways.size());
        for (Gateway gateway : gateways.values()) {
            output.put(gateway.number());
            output.put(gateway.node());
            output.put(gateway.nonce());
            output.put(gateway.rules());
            output.put(gateway.address());
            output.put(gateway.sequence());
        }
        output.put(folders.size());
        folders.forEach((node, folder) -> {
            output.put(node);
            output.put(folder);
        });
        output.put(stops.size());
        stops.forEach((node, why) -> {
            output.put(node);
            output.put(why);
        });
        output.put(groups == null ? 0 : 1);
        if (groups != null) {
            groups.save(output);
        }
    }

    /// A state that goes on where another was saved.
    ///
    /// @throws IllegalArgumentException if nothing of the kind was saved
    public static ReplicatedState load(SnapshotInput input) {
        ReplicatedState state = new ReplicatedState();
        state.epoch = input.nextText();
        state.rules = Math.toIntExact(input.nextLong());
        state.entries = input.nextLong();
        state.hash = input.nextLong();
        state.hashedEntries = input.nextLong();
        state.lastGateway = input.nextLong();
        for (long left = input.nextLong(); left > 0; left--) {
            Gateway gateway = new Gateway(
                    input.nextLong(),
                    input.nextText(),
                    input.nextLong(),
                    Math.toIntExact(input.nextLong()),
                    input.nextText(),
                    input.nextLong());
            state.gateways.put(gateway.number(), gateway);
        }
        for (long left = input.nextLong(); left > 0; left--) {
            state.folders.put(input.nextText(), input.nextLong());
        }
        for (long left = input.nextLong(); left > 0; left--) {
            state.stops.put(input.nextText(), input.nextText());
        }
        if (input.nextLong() == 1) {
            state.groups = StateMachine.load(input);
        }
        if (state.rules > RULES) {
            throw new UnknownRulesException(state.rules);
        }
        return state;
    }
}
