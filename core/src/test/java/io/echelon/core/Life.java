package io.echelon.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/// Lines of a transcript as many connections may bring them in any order: arrivals, losses, returns,
/// commands and what comes of them. The same seed lives the same life.
final class Life {
    private static final int CONNECTIONS = 12;
    private static final int RECENT = 8;
    private static final String[] TARGETS = {"all", "all", "any", "last", "next", "+1..+3", "rank:1-3", "rank:2,4-6"};
    private static final String[] OPTIONS = {
        "", "", "", " wave=1", " wave=50% stop=1", " wave=1,2,3 stop=2", " key=a", " key=b", " stop=1", " expect=3"
    };
    private static final String[] GROUPS = {"main", "main", "main", "backup"};

    private final Random random;
    private final Deque<Integer> sessions = new ArrayDeque<>();
    private long nowMillis;
    private int lastSession;
    private int submitted;

    Life(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        String connection = "k" + random.nextInt(CONNECTIONS);
        int choice = random.nextInt(100);
        if (choice < 16) {
            return join(connection);
        } else if (choice < 20) {
            return resume(connection);
        } else if (choice < 45) {
            return submit(connection);
        } else if (choice < 78) {
            return about(connection);
        } else if (choice < 88) {
            return "time " + (nowMillis += random.nextInt(4) * 500L);
        }
        return goAway(connection);
    }

    /// Everybody is gone, and all time is up.
    String[] end() {
        String[] lines = new String[CONNECTIONS + 1];
        for (int number = 0; number < CONNECTIONS; number++) {
            lines[number] = "lost k" + number;
        }
        lines[CONNECTIONS] = "time " + (nowMillis + 1_000_000);
        return lines;
    }

    private String join(String connection) {
        StringBuilder line = new StringBuilder(random.nextInt(6) == 0 ? "autojoin " : "join ")
                .append(connection)
                .append(" group=")
                .append(pick(GROUPS));
        line.append(random.nextInt(3) == 0 ? " name=" + pick("a", "b", "c") : "");
        line.append(random.nextBoolean() ? " results=yes window=" + (1 + random.nextInt(3)) : "");
        line.append(random.nextBoolean() ? " grace=" + (1 + random.nextInt(4)) + "s session=s" + newSession() : "");
        return line.append(random.nextBoolean() ? " wait=yes" : "").toString();
    }

    private String resume(String connection) {
        int index = random.nextInt(1 + sessions.size());
        int session = sessions.stream().skip(index).findFirst().orElse(0);
        return "resume " + connection + " s" + session + " s" + newSession() + " got=" + random.nextInt(12);
    }

    private int newSession() {
        sessions.addFirst(++lastSession);
        if (sessions.size() > RECENT) {
            sessions.removeLast();
        }
        return lastSession;
    }

    private String submit(String connection) {
        submitted++;
        String times = " ttl=" + random.nextInt(4) + "s limit=" + (1 + random.nextInt(6)) + "s";
        String body = " " + "x".repeat(random.nextInt(30));
        return "submit " + connection + " " + pick(TARGETS) + times + pick(OPTIONS) + body;
    }

    private String about(String connection) {
        int command = 1 + random.nextInt(4 + submitted / 2);
        String named = connection + " " + command;
        return switch (random.nextInt(14)) {
            case 0 -> "cancel " + named;
            case 1 -> "results " + named;
            case 2 -> "tally " + named;
            case 3 -> "watch " + named;
            case 4 -> (random.nextBoolean() ? "watch " : "unwatch ") + connection + " commands";
            case 5 -> "watch " + connection;
            case 6 -> "out " + named + " 1 text";
            case 7 -> "ack " + named;
            case 8, 9 -> "fail " + named + " rc=1 " + "y".repeat(random.nextInt(20));
            case 10 -> "refuse " + named;
            default -> "done " + named;
        };
    }

    private String goAway(String connection) {
        if (random.nextInt(20) == 0) {
            return random.nextBoolean() ? "restart-graces" : "all-lost k0 " + connection;
        }
        String verb = pick("lost", "lost", "lost", "quit", "leave", "yield", "yield", "observe");
        return verb + " " + connection;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
