package io.echelon.testkit.simulation;

import io.echelon.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Requests as chance has them.
final class Orders {
    /// How the body of a command begins that goes out in waves.
    static final String IN_WAVES = "waves ";

    private static final List<String> TARGETS =
            List.of("all", "all", "all", "any", "next", "last", "+1..+2", "name:a*", "all&!name:b");
    private static final List<List<Request.Wave>> WAVES = List.of(
            List.of(new Request.Wave(1, false)),
            List.of(new Request.Wave(1, false), new Request.Wave(50, true), new Request.Wave(100, true)));

    private final Chance chance;
    private long lastBody;

    Orders(Chance chance) {
        this.chance = chance;
    }

    Request.Hello hello() {
        return new Request.Hello(null, null, null, null, true, 0);
    }

    Request.Join join() {
        boolean hasGrace = chance.happens(0.7);
        return new Request.Join(
                null,
                chance.pick(List.of("main", "main", "main", "backup")),
                chance.pick(List.of("a", "ab", "b", "c")),
                Map.of(),
                chance.happens(0.7),
                chance.happens(0.05),
                (int) chance.between(0, 3),
                hasGrace ? chance.between(1_000, Scenario.LONGEST_GRACE_MILLIS) : 0,
                chance.happens(0.5));
    }

    /// A command with a body, and mostly a key, that no other has.
    Request.Send send() {
        boolean isInWaves = chance.happens(0.15);
        long number = ++lastBody;
        String body = (isInWaves ? IN_WAVES : "do ") + number;
        return new Request.Send(
                null,
                chance.pick(TARGETS),
                chance.between(500, 6_000),
                chance.between(1_000, Scenario.LONGEST_LIMIT_MILLIS),
                chance.happens(0.8) ? "k" + number : null,
                null,
                null,
                isInWaves ? chance.pick(WAVES) : List.of(),
                isInWaves ? 2 : null,
                body.getBytes(StandardCharsets.UTF_8));
    }

    Request outcome(long command) {
        byte[] body = "result".getBytes(StandardCharsets.UTF_8);
        return switch (chance.below(10)) {
            case 0 -> new Request.Fail(null, command, 1, body);
            case 1 -> new Request.Refuse(null, command, body);
            default -> new Request.Done(null, command, 0, body);
        };
    }

    /// Something that asks and changes little.
    Request question(long command) {
        return switch (chance.below(7)) {
            case 0 -> new Request.Who(null, null);
            case 1 -> new Request.Tally(null, command);
            case 2 -> new Request.Results(null, command, null);
            case 3 -> new Request.Cancel(null, command);
            case 4 -> new Request.Watch(null, Request.Subject.ROSTER, 0);
            case 5 -> new Request.Ack(null, command);
            default -> new Request.Me(null);
        };
    }
}
