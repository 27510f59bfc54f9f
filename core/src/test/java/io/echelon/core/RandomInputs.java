package io.echelon.core;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Draws inputs of every kind, sensible ones and senseless ones. It looks at the [Model] so that
/// enough of them hit something.
final class RandomInputs {
    private static final String[] GROUPS = {
        "main", "main", "main", "main", "main", "backup", "backup", "backup", "spare", "fourth"
    };
    private static final String[] SYSTEMS = {"linux", "bsd", ""};
    private static final Outcome[] REPORTS = {Outcome.RUNNING, Outcome.DONE, Outcome.FAILED, Outcome.REFUSED};
    private static final long LONG_MILLIS = 20_000;

    private final Random random;
    private final Model model;
    private final int connections;
    private final int departures;

    RandomInputs(Random random, Model model) {
        this.random = random;
        this.model = model;
        this.connections = random.nextInt(4, 31);
        this.departures = random.nextInt(2, 13);
    }

    /// Like those under which an episode runs: small, so that they are reached.
    static Limits limits(Random random) {
        boolean isForgetful = random.nextInt(3) == 0;
        return new Limits(
                random.nextInt(3, 13),
                random.nextInt(2, 5),
                random.nextInt(1, 7),
                random.nextInt(20, 400),
                random.nextInt(isForgetful ? 10 : 100),
                random.nextInt((int) LONG_MILLIS) * (isForgetful ? 1 : 100L));
    }

    Input next() {
        int roll = random.nextInt(100);
        if (roll < departures) {
            return departure();
        }
        if (roll < 26) {
            return join();
        }
        if (roll < 29) {
            return new Input.ObservationRequested(connection(), group());
        }
        if (roll < 53) {
            return submit();
        }
        if (roll < 78) {
            return report();
        }
        return roll < 94 ? question() : time();
    }

    private Input departure() {
        return switch (random.nextInt(3)) {
            case 0 -> new Input.LeaveRequested(memberOrObserver());
            case 1 -> new Input.QuitRequested(memberOrObserver());
            default -> new Input.ConnectionLost(memberOrObserver());
        };
    }

    private Input join() {
        Map<String, String> labels = new LinkedHashMap<>();
        if (random.nextInt(3) > 0) {
            labels.put("os", SYSTEMS[random.nextInt(SYSTEMS.length)]);
        }
        if (random.nextInt(4) == 0) {
            labels.put("arch", "arm64");
        }
        String name = random.nextBoolean() ? null : "n" + random.nextInt(5);
        Profile profile = new Profile(name, labels, random.nextInt(3) > 0);
        return new Input.JoinRequested(connection(), group(), profile, random.nextBoolean());
    }

    private Input submit() {
        ConnectionId connection = member();
        long limitMillis = random.nextInt(5_000);
        return new Input.CommandSubmitted(connection, target(connection), body(), random.nextInt(1_000), limitMillis);
    }

    private Input report() {
        Integer code = random.nextBoolean() ? null : Integer.valueOf(random.nextInt(3));
        Outcome outcome = REPORTS[random.nextInt(REPORTS.length)];
        List<ModelCommand> open = model.openCommands().toList();
        if (!open.isEmpty() && random.nextInt(4) > 0) {
            ModelCommand command = open.get(random.nextInt(open.size()));
            List<ModelMember> targets = List.copyOf(command.outcomes.keySet());
            ModelMember executor = targets.get(random.nextInt(targets.size()));
            return new Input.OutcomeReported(executor.connection, command.number, outcome, code, body());
        }
        ConnectionId connection = member();
        return new Input.OutcomeReported(connection, command(connection), outcome, code, body());
    }

    private Input question() {
        ConnectionId connection = memberOrObserver();
        return switch (random.nextInt(5)) {
            case 0 -> new Input.RosterRequested(connection, random.nextInt(4) == 0 ? null : target(connection));
            case 1 -> new Input.PlaceRequested(connection);
            case 2 -> new Input.WatchRequested(connection, random.nextBoolean());
            default -> new Input.TallyRequested(connection, command(connection));
        };
    }

    private Input time() {
        long leap = switch (random.nextInt(10)) {
            case 0 -> -random.nextInt(1_000);
            case 1 -> random.nextLong(LONG_MILLIS);
            default -> random.nextInt(800);
        };
        return new Input.TimeAdvanced(model.nowMillis() + leap);
    }

    private Target target(ConnectionId connection) {
        return new RandomTargets(random, groupOf(connection)).next();
    }

    private long command(ConnectionId connection) {
        ModelGroup group = groupOf(connection);
        int last = group == null ? 0 : group.commands.size();
        int oldest = random.nextInt(10) == 0 ? 0 : Math.max(0, last - 10);
        return random.nextLong(oldest, random.nextInt(10) == 0 ? last + 3L : last + 1L);
    }

    private @Nullable ModelGroup groupOf(ConnectionId connection) {
        return model.members()
                .filter(member -> member.connection.equals(connection))
                .map(member -> member.group)
                .findFirst()
                .orElse(null);
    }

    private String group() {
        return GROUPS[random.nextInt(GROUPS.length)];
    }

    private ConnectionId memberOrObserver() {
        List<ConnectionId> observers = model.observers().toList();
        return observers.isEmpty() || random.nextInt(4) > 0
                ? member()
                : observers.get(random.nextInt(observers.size()));
    }

    /// Mostly of somebody who has a place.
    private ConnectionId member() {
        List<ModelMember> members = model.members().toList();
        return members.isEmpty() || random.nextInt(10) == 0
                ? connection()
                : members.get(random.nextInt(members.size())).connection;
    }

    private ConnectionId connection() {
        return new ConnectionId(random.nextInt(connections));
    }

    private Body body() {
        String text = random.nextInt(3) == 0 ? "" : "text " + random.nextInt(100);
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }
}
