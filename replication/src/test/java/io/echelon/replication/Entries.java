package io.echelon.replication;

import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.ConnectionId;
import io.echelon.core.Input;
import io.echelon.core.Limits;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Rollout;
import io.echelon.core.SessionHash;
import io.echelon.core.Target;
import io.echelon.core.Terms;
import io.echelon.core.WatchSubject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Entries to test with: one of each kind, and one input of each kind.
public final class Entries {
    private static final SessionHash SESSION = new SessionHash(1, -2, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final SessionHash NEXT = new SessionHash(5, 6, 7, 8);

    private Entries() {}

    public static Entry.Founded founded() {
        return new Entry.Founded("9f3a0001", Limits.DEFAULTS, Set.of());
    }

    public static Entry.GatewayOpened opened(String node, long nonce) {
        return new Entry.GatewayOpened(node, node.hashCode(), nonce, ReplicatedState.RULES);
    }

    public static Entry.Batch batch(long gateway, long sequence, Input... inputs) {
        return new Entry.Batch(gateway, sequence, List.of(inputs));
    }

    public static Input join(long connection) {
        return new Input.JoinRequested(new ConnectionId(connection), "main", Profile.NONE, Terms.NONE, false, false);
    }

    /// @param session unlike that of any other member
    public static Input joinWithGrace(long connection, long session, long graceMillis) {
        return new Input.JoinRequested(
                new ConnectionId(connection),
                "main",
                new Profile("m", Map.of(), true),
                new Terms(16, graceMillis, new SessionHash(session, 0, 0, 0)),
                false,
                false);
    }

    /// One of each kind.
    public static List<Entry> ofEachKind() {
        return List.of(
                new Entry.Founded(
                        "9f3a0001", Limits.DEFAULTS.withCapacity(3), new LinkedHashSet<>(List.of("main", "ö"))),
                new Entry.Settled(Limits.DEFAULTS, Set.of()),
                new Entry.GatewayOpened("n1", 5, -1, 1),
                new Entry.GatewayAddressed(1, "host.example:7411"),
                new Entry.GatewayLost(3),
                new Entry.Batch(7, 1L << 40, inputs()),
                new Entry.Batch(1, 1, List.of()),
                new Entry.Tick(),
                new Entry.LeaderStarted("n2"),
                new Entry.RulesRaised(2),
                new Entry.StateHashed(1_000, 0x0123_4567_89ab_cdefL),
                new Entry.NodeStopped("n3", "the disk is full"),
                new Entry.Restored("9f3a0002", 1_795_391_221_000_001L));
    }

    private static List<Input> inputs() {
        ConnectionId k = new ConnectionId((7L << 40) | 1);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("os", "linux");
        labels.put("a", "");
        Body body = new Body("up 3 days\0\n".getBytes(StandardCharsets.UTF_8));
        Rollout waves = new Rollout(List.of(new Rollout.Wave(1, false), new Rollout.Wave(10, true)), 2);
        return List.of(
                new Input.JoinRequested(
                        k, "main", new Profile("w7", labels, true), new Terms(2, 10_000, SESSION), true, false),
                new Input.JoinRequested(k, "main", Profile.NONE, Terms.NONE, false, true),
                new Input.ResumeRequested(k, SESSION, NEXT, 1_532),
                new Input.YieldRequested(k),
                new Input.ObservationRequested(k, "ops"),
                new Input.LeaveRequested(k),
                new Input.QuitRequested(k),
                new Input.ConnectionLost(k),
                new Input.CommandSubmitted(k, Target.ALL, body, 60_000, 300_000, Conditions.NONE, Rollout.AT_ONCE),
                new Input.CommandSubmitted(
                        k,
                        target(
                                "name:web* & !(label:os=linux | rank:4-9,12) & (+1..+3 | next | last | m7 | label:zone)"),
                        Body.EMPTY,
                        0,
                        1,
                        new Conditions("key 1", 88L, 12),
                        waves),
                new Input.CancelRequested(k, 7),
                new Input.OutcomeReported(k, 7, Outcome.FAILED, -3, body),
                new Input.OutcomeReported(k, 8, Outcome.RUNNING, null, Body.EMPTY),
                new Input.OutputReported(k, 7, 2, body),
                new Input.ProgressReported(k, 7, 40, Body.EMPTY),
                new Input.RosterRequested(k, null),
                new Input.RosterRequested(k, target("any & label:os")),
                new Input.PlaceRequested(k),
                new Input.TallyRequested(k, 7),
                new Input.ResultsRequested(k, 7, null),
                new Input.ResultsRequested(k, 7, Outcome.UNKNOWN),
                new Input.WatchRequested(k, WatchSubject.COMMAND, 7, true),
                new Input.WatchRequested(k, WatchSubject.ROSTER, 0, false));
    }

    private static Target target(String text) {
        return ((Target.Understood) Target.parse(text)).target();
    }

    /// What leaves a state with something of everything: two gateways, one lost, members with grace and
    /// without, one away, one that waits for a place, commands under way and closed, a node that has stopped.
    public static List<Entry> story() {
        long first = 1L << 40;
        long second = 2L << 40;
        Limits limits = Limits.DEFAULTS.withCapacity(4);
        return List.of(
                new Entry.Founded("9f3a0001", limits, Set.of("ops")),
                opened("n1", 11),
                opened("n2", -22),
                new Entry.GatewayAddressed(1, "127.0.0.1:7411"),
                batch(1, 1, joinWithGrace(first, 1, 60_000), join(first + 1), joinWithGrace(first + 2, 2, 30_000)),
                batch(2, 1, joinWithGrace(second, 3, 90_000)),
                batch(2, 2, waitForPlace(second + 1), observe(second + 2)),
                batch(1, 2, submit(first, "all", null), submit(first, "label:os=linux | last", "k1")),
                batch(2, 3, report(second, 1, Outcome.RUNNING, null), report(second, 2, Outcome.DONE, 0)),
                opened("n3", 33),
                new Entry.GatewayLost(3),
                new Entry.NodeStopped("n3", "the disk is full"),
                batch(1, 3, new Input.ConnectionLost(new ConnectionId(first + 2))),
                batch(1, 4, submit(first, "rank:1-2", "k2")),
                new Entry.LeaderStarted("n2"));
    }

    private static Input waitForPlace(long connection) {
        return new Input.JoinRequested(new ConnectionId(connection), "main", Profile.NONE, Terms.NONE, true, false);
    }

    public static Input observe(long connection) {
        return new Input.ObservationRequested(new ConnectionId(connection), "main");
    }

    private static Input submit(long connection, String target, @Nullable String key) {
        return new Input.CommandSubmitted(
                new ConnectionId(connection),
                target(target),
                new Body("uptime".getBytes(StandardCharsets.UTF_8)),
                60_000,
                300_000,
                new Conditions(key, null, null),
                Rollout.AT_ONCE);
    }

    private static Input report(long connection, long command, Outcome outcome, @Nullable Integer code) {
        return new Input.OutcomeReported(new ConnectionId(connection), command, outcome, code, Body.EMPTY);
    }
}
