package io.echelon.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Draws inputs of every kind, sensible ones and senseless ones. It looks at the [Model] so that
/// enough of them hit something.
final class RandomInputs {
    private static final String[] GROUPS = {
        "main", "main", "main", "main", "main", "main", "backup", "backup", "spare", "fourth"
    };
    private static final int LONG_MILLIS = 20_000;
    private static final String FILLING = "0123456789".repeat(50);
    private static final String[] SYSTEMS = {"linux", "bsd", ""};

    private final Random random;
    private final Model model;
    private final RandomCommands commands;
    private final int connections;
    private final int departures;
    /// Of three members.
    private final int reporters;
    /// In an episode with a long tick many things are due at the same moment.
    private final int tickMillis;
    private long sessions;

    RandomInputs(Random random, Model model) {
        this.random = random;
        this.model = model;
        this.commands = new RandomCommands(random, model, this);
        this.connections = random.nextInt(4, 31);
        this.departures = random.nextInt(1, 8);
        this.reporters = random.nextInt(8) == 0 ? random.nextInt(2) : random.nextInt(2, 4);
        this.tickMillis = random.nextBoolean() ? 1 : 500;
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
                random.nextInt(LONG_MILLIS) * (isForgetful ? 1 : 100L),
                random.nextInt(5),
                random.nextInt(13),
                random.nextBoolean() ? random.nextInt(200, 3_000) : 64 * random.nextInt(3, 12),
                random.nextInt(200, 4_000));
    }

    static Set<String> uniqueNames(Random random) {
        Set<String> groups = new TreeSet<>(List.of(GROUPS));
        groups.removeIf(group -> random.nextInt(3) > 0);
        return groups;
    }

    Input next() {
        if (random.nextInt(60) == 0) {
            return ofSeveralServers();
        }
        int roll = random.nextInt(100);
        if (roll < departures) {
            return departure();
        }
        if (roll < 18) {
            return join();
        }
        if (roll < 25) {
            return resume();
        }
        if (roll < 26) {
            return new Input.YieldRequested(member());
        }
        if (roll < 27) {
            return new Input.ObservationRequested(connection(), group());
        }
        if (roll < 91) {
            return commands.next();
        }
        return roll < 93 ? question() : time();
    }

    /// What happens to all of them, as far as they are concerned.
    private Input ofSeveralServers() {
        long first = random.nextInt(connections);
        return switch (random.nextInt(4)) {
            case 0 -> new Input.ConnectionsLost(first, first + random.nextInt(connections / 2));
            case 1 -> new Input.GracesRestarted();
            case 2 -> new Input.SettingsChanged(limits(random), uniqueNames(random));
            default -> new Input.TokensRaised(random.nextInt(4) * 1_000_000L);
        };
    }

    private Input departure() {
        return switch (random.nextInt(5)) {
            case 0 -> new Input.LeaveRequested(anybody());
            case 1 -> new Input.QuitRequested(anybody());
            default -> new Input.ConnectionLost(anybody());
        };
    }

    private Input join() {
        boolean isAutomatic = random.nextInt(3) == 0;
        Map<String, String> labels = new LinkedHashMap<>();
        if (random.nextInt(3) > 0) {
            labels.put("os", SYSTEMS[random.nextInt(SYSTEMS.length)]);
        }
        if (random.nextInt(4) == 0) {
            labels.put("arch", "arm64");
        }
        String name = isAutomatic || random.nextBoolean() ? null : "n" + random.nextInt(8);
        Profile profile = new Profile(name, labels, random.nextInt(3) < reporters);
        boolean waits = random.nextBoolean();
        return new Input.JoinRequested(
                random.nextInt(8) == 0 ? anybody() : newcomer(),
                group(),
                profile,
                terms(isAutomatic),
                waits,
                isAutomatic);
    }

    private Terms terms(boolean isAutomatic) {
        int window = random.nextInt(4) == 0 ? Terms.DEFAULT_WINDOW : random.nextInt(1, 4);
        return isAutomatic || random.nextInt(3) == 0
                ? new Terms(window, 0, null)
                : new Terms(window, tickMillis + millis(4_000), session(++sessions));
    }

    private Input resume() {
        List<ModelMember> graced = model.members()
                .filter(member -> member.session != null && (member.isAway() || random.nextInt(4) == 0))
                .toList();
        if (graced.isEmpty() || random.nextInt(12) == 0) {
            SessionHash stale = session(Math.max(0, sessions + 1 - random.nextInt(20)));
            return new Input.ResumeRequested(connection(), stale, session(++sessions), random.nextInt(10));
        }
        ModelMember member = graced.get(random.nextInt(graced.size()));
        boolean comesWithFormer = member.formerSession != null && random.nextInt(3) == 0;
        SessionHash session = comesWithFormer ? member.formerSession : member.session;
        ConnectionId connection = member.connection != null && random.nextInt(5) == 0
                ? member.connection
                : random.nextInt(3) > 0 ? newcomer() : anybody();
        return new Input.ResumeRequested(
                connection, session == null ? session(0) : session, session(++sessions), got(member));
    }

    /// How many counted events a member says that it has.
    private long got(ModelMember member) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> member.counted + random.nextInt(3);
            case 2 -> random.nextLong(member.counted + 1);
            default -> Math.max(0, member.counted - random.nextInt(6));
        };
    }

    private static SessionHash session(long number) {
        return new SessionHash(number, number, number, number);
    }

    private Input question() {
        ConnectionId connection = anybody();
        return random.nextInt(3) == 0
                ? new Input.PlaceRequested(connection)
                : new Input.RosterRequested(connection, random.nextInt(4) == 0 ? null : commands.target(connection));
    }

    /// Often close to when something is due.
    private Input time() {
        long now = model.nowMillis();
        long due = model.deadlines().min().orElse(now);
        return new Input.TimeAdvanced(
                switch (random.nextInt(12)) {
                    case 0 -> now - millis(1_000);
                    case 1 -> now + millis(LONG_MILLIS);
                    case 2 -> due - 1;
                    case 3, 4, 5 -> due;
                    case 6 -> due + 1;
                    default -> now - now % tickMillis + millis(1_000);
                });
    }

    /// Less than the bound, from 0.
    long millis(int boundMillis) {
        return (long) random.nextInt((boundMillis + tickMillis - 1) / tickMillis) * tickMillis;
    }

    private String group() {
        return GROUPS[random.nextInt(GROUPS.length)];
    }

    /// Mostly of somebody who has a place, looks on, or waits for a place.
    ConnectionId anybody() {
        if (random.nextInt(4) > 0) {
            return member();
        }
        List<ConnectionId> others = Stream.concat(
                        model.observers(),
                        model.groups.stream()
                                .flatMap(group -> group.line.stream())
                                .map(Input.JoinRequested::connection))
                .toList();
        return others.isEmpty() ? connection() : others.get(random.nextInt(others.size()));
    }

    /// Mostly of somebody who has a place.
    ConnectionId member() {
        if (random.nextInt(12) > 0) {
            List<ConnectionId> holders = new ArrayList<>();
            for (ModelGroup group : model.groups) {
                for (ModelMember member : group.members) {
                    if (member.connection != null) {
                        holders.add(member.connection);
                    }
                }
            }
            if (!holders.isEmpty()) {
                return holders.get(random.nextInt(holders.size()));
            }
        }
        return connection();
    }

    /// Mostly of nobody who has a place.
    private ConnectionId newcomer() {
        ConnectionId connection = connection();
        for (int tries = 3; tries > 0 && model.memberOf(connection) != null; tries--) {
            connection = connection();
        }
        return connection;
    }

    private ConnectionId connection() {
        return new ConnectionId(random.nextInt(connections));
    }

    /// With as many bytes, which may be others.
    Body like(Body body) {
        int length = body.length();
        int start = random.nextInt(FILLING.length() - length);
        return new Body(FILLING.substring(start, start + length).getBytes(StandardCharsets.UTF_8));
    }

    Body body() {
        String text = switch (random.nextInt(6)) {
            case 0, 1 -> "";
            case 2 -> FILLING.substring(random.nextInt(100, FILLING.length()));
            default -> "text " + random.nextInt(100);
        };
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }
}
