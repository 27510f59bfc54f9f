package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.StateMachine;
import io.echelon.replication.Entry;
import io.echelon.replication.Gateway;
import io.echelon.replication.ReplicatedState;
import io.echelon.replication.ReplicatedState.Verdict;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Packer;
import io.echelon.replication.codec.Unpacker;
import io.echelon.testkit.simulation.OneLog.Logged;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the committed log comes to, made out independently of the nodes and as plainly as can be, input by
/// input; every node is held against it, and so is every answer.
final class Truth {
    /// What an entry came to.
    private record Outcome(Verdict verdict, String effects) {}

    private static final class Opened {
        final long number;
        final String node;
        final long nonce;
        long sequence;

        Opened(long number, String node, long nonce) {
            this.number = number;
            this.node = node;
            this.nonce = nonce;
        }

        Input.ConnectionsLost lost() {
            return new Input.ConnectionsLost(number << 40, ((number + 1) << 40) - 1);
        }
    }

    /// Rounded milliseconds at both ends.
    private static final long STAMP_TOLERANCE_MILLIS = 2;

    private final int comparedEvery;
    private final Facts facts;
    private final List<Audit.Maker> auditMakers;
    private final List<Audit> audits = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Integer, byte[]> saved = new LinkedHashMap<>();
    private final Map<ConnectionId, List<Effect.Reply>> replies = new LinkedHashMap<>();
    private final Map<Long, Opened> gateways = new TreeMap<>();
    private final Map<String, Integer> occurrences = new TreeMap<>();
    private @Nullable StateMachine groups;
    private long lastGateway;
    private long lastStampMillis;
    private long lastTakenNanos;

    /// @param comparedEvery after so many entries each the states of all nodes are compared as wholes
    /// @param facts that are to be kept up to date
    Truth(int comparedEvery, Facts facts, List<Audit.Maker> auditMakers) {
        this.comparedEvery = comparedEvery;
        this.facts = facts;
        this.auditMakers = auditMakers;
    }

    /// @return what a request was answered with, counted from 0 for each connection; null if it is not in
    ///     the log
    Effect.@Nullable Reply reply(ConnectionId connection, int index) {
        List<Effect.Reply> all = replies.getOrDefault(connection, List.of());
        return index < all.size() ? all.get(index) : null;
    }

    /// How often each kind of effect and rejection came.
    Map<String, Integer> occurrences() {
        return occurrences;
    }

    /// Whether nothing waits for time to pass.
    boolean isIdle() {
        return groups == null || groups.nextDeadlineMillis() == StateMachine.NO_DEADLINE;
    }

    boolean isGatewayOpen(ConnectionId connection) {
        return gateways.containsKey(connection.number() >> 40);
    }

    /// Another leader begins.
    void onElected() {
        facts.onElected();
    }

    boolean hasGateway(String node) {
        return gateways.values().stream().anyMatch(gateway -> gateway.node.equals(node));
    }

    void onCommitted(Logged logged) {
        checkTime(logged);
        Entry entry = EntryCodec.read(new Unpacker(ByteBuffer.wrap(logged.entry())));
        List<Effect> effects = new ArrayList<>();
        StateMachine machine = groups;
        Verdict verdict = machine == null ? found(entry) : apply(machine, entry, logged.stampMillis(), effects);
        outcomes.add(new Outcome(verdict, effects.toString()));
        if (groups != null && outcomes.size() % comparedEvery == 0) {
            Packer packer = new Packer();
            groups.save(packer);
            saved.put(outcomes.size(), packer.toBytes());
        }
    }

    private void checkTime(Logged logged) {
        long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(logged.takenNanos() - lastTakenNanos);
        boolean isPossible = logged.stampMillis() <= lastStampMillis + elapsedMillis + STAMP_TOLERANCE_MILLIS;
        require(isPossible || outcomes.isEmpty(), "no more time passes in the log than has passed", logged);
        if (logged.stampMillis() >= lastStampMillis) {
            lastStampMillis = logged.stampMillis();
            lastTakenNanos = logged.takenNanos();
        }
    }

    private Verdict found(Entry entry) {
        if (!(entry instanceof Entry.Founded founded)) {
            return Verdict.LATE;
        }
        groups = new StateMachine(founded.limits(), 0, founded.uniqueNames());
        auditMakers.forEach(maker -> audits.add(maker.make(founded.limits())));
        return Verdict.APPLIED;
    }

    private Verdict apply(StateMachine machine, Entry entry, long stampMillis, List<Effect> effects) {
        step(machine, new Input.TimeAdvanced(stampMillis), effects);
        return switch (entry) {
            case Entry.Batch batch -> applyBatch(machine, batch, effects);
            case Entry.GatewayOpened opened -> open(machine, opened, effects);
            case Entry.GatewayLost lost -> lose(machine, lost.gateway(), effects);
            case Entry.GatewayAddressed addressed ->
                gateways.containsKey(addressed.gateway()) ? Verdict.APPLIED : Verdict.LATE;
            case Entry.Founded again -> Verdict.REPEATED;
            case Entry.Settled settled ->
                applied(machine, new Input.SettingsChanged(settled.limits(), settled.uniqueNames()), effects);
            case Entry.LeaderStarted started -> applied(machine, new Input.GracesRestarted(), effects);
            case Entry.Restored restored -> applied(machine, new Input.TokensRaised(restored.tokenBase()), effects);
            case Entry.Tick tick -> Verdict.APPLIED;
            case Entry.RulesRaised raised -> Verdict.APPLIED;
            case Entry.StateHashed hashed -> Verdict.APPLIED;
            case Entry.NodeStopped stopped -> Verdict.APPLIED;
        };
    }

    private Verdict applied(StateMachine machine, Input input, List<Effect> effects) {
        step(machine, input, effects);
        return Verdict.APPLIED;
    }

    private Verdict applyBatch(StateMachine machine, Entry.Batch batch, List<Effect> effects) {
        Opened gateway = gateways.get(batch.gateway());
        if (gateway == null) {
            return Verdict.LATE;
        }
        long step = batch.sequence() - gateway.sequence;
        if (step != 1) {
            return step < 1 ? Verdict.REPEATED : Verdict.EARLY;
        }
        gateway.sequence++;
        for (Input input : batch.inputs()) {
            boolean isItsOwn = Connections.of(input).number() >> 40 == gateway.number;
            require(isItsOwn, "a gateway speaks for its own connections only", gateway.number + " said " + input);
        }
        batch.inputs().forEach(input -> step(machine, input, effects));
        return Verdict.APPLIED;
    }

    private Verdict open(StateMachine machine, Entry.GatewayOpened opened, List<Effect> effects) {
        for (Opened other : List.copyOf(gateways.values())) {
            if (other.node.equals(opened.node()) && other.nonce == opened.nonce()) {
                return Verdict.REPEATED;
            }
            if (other.node.equals(opened.node())) {
                lose(machine, other.number, effects);
            }
        }
        gateways.put(++lastGateway, new Opened(lastGateway, opened.node(), opened.nonce()));
        return Verdict.APPLIED;
    }

    private Verdict lose(StateMachine machine, long number, List<Effect> effects) {
        Opened gateway = gateways.remove(number);
        return gateway == null ? Verdict.REPEATED : applied(machine, gateway.lost(), effects);
    }

    private void step(StateMachine machine, Input input, List<Effect> all) {
        Effects effects = new Effects();
        machine.apply(input, effects);
        List<Effect> list = new ArrayList<>();
        effects.forEach(list::add);
        audits.forEach(audit -> audit.check(input, list));
        facts.check(input, list);
        for (Effect effect : list) {
            Object kind = effect instanceof Effect.Rejected rejected ? rejected.rejection() : effect;
            occurrences.merge(kind.getClass().getSimpleName(), 1, Integer::sum);
            if (effect instanceof Effect.Reply reply) {
                replies.computeIfAbsent(reply.connection(), unused -> new ArrayList<>())
                        .add(reply);
            }
        }
        all.addAll(list);
    }

    /// A node has applied an entry.
    ///
    /// @param index of the entry, from 0
    void onApplied(String node, int index, ReplicatedState state, Verdict verdict, Effects effects) {
        require(index < outcomes.size(), "only what is committed is applied", node + " applied entry " + index);
        Outcome outcome = outcomes.get(index);
        String told = effects.toString();
        require(
                outcome.verdict() == verdict && outcome.effects().equals(told),
                "every node makes the same of an entry",
                node + " made of entry " + index + " " + verdict + " " + told + " and not " + outcome);
        require(state.entries() == index + 1, "a state knows of how many entries it is made", node);
        checkWhole(node, state, index + 1);
    }

    private void checkWhole(String node, ReplicatedState state, int entries) {
        byte[] expected = saved.get(entries);
        if (expected != null) {
            Packer packer = new Packer();
            state.save(packer);
            byte[] whole = packer.toBytes();
            boolean isEqual = whole.length >= expected.length
                    && Arrays.equals(whole, whole.length - expected.length, whole.length, expected, 0, expected.length);
            require(isEqual, "all nodes come to the same state", node + " after " + entries + " entries");
        }
    }

    /// The gateways of a node that has applied all there is.
    void checkGateways(String node, ReplicatedState state) {
        List<String> expected = gateways.values().stream()
                .map(gateway -> gateway.number + gateway.node + gateway.nonce + ":" + gateway.sequence)
                .toList();
        List<String> actual = state.gateways().stream().map(Truth::text).toList();
        require(expected.equals(actual), "all nodes know the same gateways", node + " knows " + actual);
    }

    private static String text(Gateway gateway) {
        return gateway.number() + gateway.node() + gateway.nonce() + ":" + gateway.sequence();
    }
}
