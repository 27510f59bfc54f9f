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
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Packer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Makes a log of everything that may happen, by chance.
final class RandomLog {
    private static final List<String> TARGETS =
            List.of("all", "next", "last", "any", "m2", "rank:1-5", "+1..+3", "name:w* & !label:os=linux");

    private final Random random;
    private final List<RecordedLog.Timed> entries = new ArrayList<>();
    private final long[] sequences = new long[64];
    private long lastGateway;
    private long nowMillis = 1_000;
    private long sessions;

    private RandomLog(long seed) {
        random = new Random(seed);
    }

    static RecordedLog record(long seed, int batches) {
        RandomLog log = new RandomLog(seed);
        log.add(new Entry.Founded("9f3a0001", Limits.DEFAULTS.withCapacity(12), Set.of("g1")));
        log.open();
        log.open();
        for (int batch = 0; batch < batches; batch++) {
            log.step();
        }
        return new RecordedLog(log.entries);
    }

    private void step() {
        nowMillis += random.nextInt(200);
        int chance = random.nextInt(100);
        if (chance == 0 && lastGateway < 60) {
            add(new Entry.GatewayLost(lastGateway));
            open();
        } else if (chance == 1) {
            add(new Entry.LeaderStarted("n" + random.nextInt(3)));
        } else if (chance == 2) {
            add(new Entry.Settled(Limits.DEFAULTS.withCapacity(6 + random.nextInt(10)), Set.of("g1")));
        } else if (chance < 8) {
            add(new Entry.Tick());
        } else {
            long gateway = Math.max(1, lastGateway - random.nextInt(2));
            List<Input> inputs = new ArrayList<>();
            for (int left = 1 + random.nextInt(6); left > 0; left--) {
                inputs.add(input((gateway << 40) + random.nextInt(12)));
            }
            sequences[(int) gateway]++;
            add(new Entry.Batch(gateway, sequences[(int) gateway], inputs));
        }
    }

    private Input input(long number) {
        ConnectionId connection = new ConnectionId(number);
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> join(connection);
            case 3 -> new Input.LeaveRequested(connection);
            case 4 -> new Input.ConnectionLost(connection);
            case 5 -> new Input.YieldRequested(connection);
            case 6 -> new Input.ObservationRequested(connection, "g" + random.nextInt(3));
            case 7 ->
                new Input.ResumeRequested(
                        connection, session(random.nextLong(1 + sessions)), session(++sessions), random.nextInt(20));
            case 8, 9, 10, 11 -> submit(connection);
            case 12 -> new Input.CancelRequested(connection, 1 + random.nextInt(40));
            default ->
                new Input.OutcomeReported(
                        connection,
                        1 + random.nextInt(40),
                        List.of(Outcome.RUNNING, Outcome.DONE, Outcome.FAILED, Outcome.REFUSED)
                                .get(random.nextInt(4)),
                        random.nextBoolean() ? random.nextInt(5) : null,
                        new Body(new byte[random.nextInt(20)]));
        };
    }

    private Input join(ConnectionId connection) {
        long graceMillis = random.nextBoolean() ? 0 : 1 + random.nextInt(3_000);
        Terms terms = new Terms(1 + random.nextInt(3), graceMillis, graceMillis == 0 ? null : session(++sessions));
        Profile profile = new Profile(
                "w" + random.nextInt(5),
                random.nextBoolean() ? Map.of() : Map.of("os", random.nextBoolean() ? "linux" : "bsd"),
                random.nextBoolean());
        return new Input.JoinRequested(
                connection, "g" + random.nextInt(3), profile, terms, random.nextBoolean(), random.nextInt(8) == 0);
    }

    private Input submit(ConnectionId connection) {
        boolean isRollout = random.nextInt(3) == 0;
        return new Input.CommandSubmitted(
                connection,
                ((Target.Understood) Target.parse(TARGETS.get(random.nextInt(TARGETS.size())))).target(),
                new Body(new byte[random.nextInt(30)]),
                random.nextInt(2_000),
                1 + random.nextInt(5_000),
                new Conditions(random.nextBoolean() ? null : "k" + random.nextInt(6), null, null),
                isRollout
                        ? new Rollout(
                                List.of(new Rollout.Wave(1, false), new Rollout.Wave(50, true)), random.nextInt(3))
                        : Rollout.AT_ONCE);
    }

    private static SessionHash session(long number) {
        return new SessionHash(number, 0, 0, 0);
    }

    private void open() {
        lastGateway++;
        add(new Entry.GatewayOpened("n" + lastGateway, lastGateway, lastGateway, 1));
    }

    private void add(Entry entry) {
        Packer packer = new Packer();
        EntryCodec.write(packer, entry);
        entries.add(new RecordedLog.Timed(nowMillis, packer.toBytes()));
    }
}
