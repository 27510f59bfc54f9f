package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a snapshot takes, and what is none. That a state goes on from it as it would have gone on is for
/// [StateMachineModelTest] and [TranscriptTest].
class SnapshotTest {
    private static final int MEMBERS = 1_000;
    private static final int BODY_BYTES = 10_000;
    private static final Limits SMALL = new Limits(7, 8, 6, 220, 20, 60_000, 2, 9, 600, 700);

    @Test
    void aBodyThatIsKeptForAThousandMembersIsWrittenOnce() {
        StateMachine machine = crowd("results=yes window=1 grace=60s session=s");
        tell(machine, "submit k0 all limit=1h " + "x".repeat(BODY_BYTES));
        tell(machine, "submit k0 all limit=1h " + "y".repeat(BODY_BYTES)); // This one waits.

        Snapshot snapshot = Snapshot.of(machine);

        long outcomes = 2 * (MEMBERS - 1);
        assertThat(snapshot.countBytes()).isEqualTo(2 * BODY_BYTES + outcomes);
        assertThat(bodyBytes(snapshot.load())).isEqualTo(bodyBytes(machine));
    }

    @Test
    void eventsThatWereToldToAThousandMembersAreWrittenOnce() {
        StateMachine machine = crowd("grace=60s session=s");
        int before = Snapshot.of(machine).values.size();
        for (int count = 0; count < 100; count++) {
            tell(machine, "submit k0 all on");
        }

        int after = Snapshot.of(machine).values.size();

        assertThat(after - before).isLessThan(10 * MEMBERS);
    }

    @Test
    void targetsThatCommandsShareAreWrittenOnce() {
        StateMachine machine = crowd("results=yes window=1000 grace=60s session=s");
        tell(machine, "submit k0 all limit=1h on");
        int before = Snapshot.of(machine).values.size();
        for (int count = 0; count < 40; count++) {
            tell(machine, "submit k0 all limit=1h on");
            tell(machine, "submit k" + count + " all limit=1h on");
        }

        int after = Snapshot.of(machine).values.size();

        assertThat(after - before).isLessThan(10 * MEMBERS);
    }

    @Test
    void theGapsOfARosterAreNotWritten() {
        StateMachine machine = crowd("");
        for (int number = 0; number < MEMBERS; number += 3) {
            tell(machine, "lost k" + number);
        }

        StateMachine restored = Snapshot.restored(machine);

        assertThat(restored.hash()).isEqualTo(machine.hash());
        tell(machine, "submit k1 all on");
        assertThat(restored.hash()).isNotEqualTo(machine.hash());
        tell(restored, "submit k1 all on");
        assertThat(restored.hash()).isEqualTo(machine.hash());
    }

    @Test
    void observersAreTheSameInWhateverOrderTheyCame() {
        StateMachine machine = new StateMachine(Limits.DEFAULTS, 0);
        StateMachine other = new StateMachine(Limits.DEFAULTS, 0);
        List.of("observe k1", "observe k2").forEach(line -> tell(machine, line));
        List.of("observe k2", "observe k1").forEach(line -> tell(other, line));

        assertThat(other.hash()).isEqualTo(machine.hash());
    }

    @Test
    void theDeepestTargetIsTakenDown() {
        StateMachine machine = crowd("");
        String deep = "label:b";
        for (int depth = 0; depth < Target.MAX_DEPTH; depth++) {
            deep = "!(label:a&label:b|label:a&" + deep + ")";
        }
        String line = "submit k0 !label:a|" + deep + " key=a on";
        tell(machine, line);

        StateMachine restored = Snapshot.restored(machine);

        Effects effects = new Effects();
        restored.apply(InputReader.read(line), effects);
        assertThat(effects).hasOnlyElementsOfType(Effect.CommandRepeated.class);
    }

    @Test
    void everyValueCountsForTheHash() {
        for (int seed = 1; seed <= 3; seed++) {
            List<Object> values = Snapshot.of(busy(seed)).values;
            long hash = hash(values);
            for (int index = 0; index < values.size(); index++) {
                List<Object> others = new ArrayList<>(values);
                others.set(index, other(values.get(index)));
                assertThat(hash(others)).as("with another value at %d", index).isNotEqualTo(hash);
            }
        }
    }

    @Test
    void aSnapshotThatBreaksOffIsRefused() {
        List<Object> values = Snapshot.of(busy(1)).values;
        for (int length = 0; length < values.size(); length++) {
            Snapshot part = new Snapshot(values.subList(0, length));
            assertThatThrownBy(part::load)
                    .as("the first %d values", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// A false number may pass for a state; nothing else may happen.
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aSnapshotWithAFalseValueIsRefusedIfAtAll() {
        long refused = 0;
        for (int seed = 1; seed <= 5; seed++) {
            List<Object> values = Snapshot.of(busy(seed)).values;
            for (int index = 0; index < values.size(); index++) {
                for (Object wrong :
                        List.of(-1L, 0L, 1L, 7L, 1L << 20, (long) Integer.MAX_VALUE, Long.MAX_VALUE, "", new byte[3])) {
                    List<Object> others = new ArrayList<>(values);
                    others.set(index, wrong);
                    refused += isRefused(new Snapshot(others)) ? 1 : 0;
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static boolean isRefused(Snapshot snapshot) {
        try {
            snapshot.load();
            return false;
        } catch (IllegalArgumentException refusal) {
            return true;
        }
    }

    /// A thousand members, the first of them with the connection k0.
    ///
    /// @param terms that they ask for, with the beginning of a session; behind it comes the number of each
    private static StateMachine crowd(String terms) {
        StateMachine machine = new StateMachine(Limits.DEFAULTS.withCapacity(MEMBERS), 0);
        for (int number = 0; number < MEMBERS; number++) {
            tell(machine, ("join k" + number + " " + terms).strip() + (terms.isEmpty() ? "" : number));
        }
        return machine;
    }

    /// With a bit of everything.
    private static StateMachine busy(int seed) {
        StateMachine machine = new StateMachine(SMALL, 0);
        Life life = new Life(seed);
        for (int step = 0; step < 500; step++) {
            tell(machine, life.next());
        }
        return machine;
    }

    private static long bodyBytes(StateMachine machine) {
        return Insides.field(machine, "shared", Shared.class).bodies().bytes();
    }

    private static long hash(List<Object> values) {
        SnapshotHash hash = new SnapshotHash();
        for (Object value : values) {
            switch (value) {
                case Long number -> hash.put(number);
                case String text -> hash.put(text);
                case byte[] bytes -> hash.put(bytes);
                default -> throw new AssertionError(value);
            }
        }
        return hash.value();
    }

    private static Object other(Object value) {
        return switch (value) {
            case Long number -> number ^ 1;
            case String text -> text + "x";
            case byte[] bytes -> bytes.length == 0 ? new byte[1] : flipped(bytes);
            default -> throw new AssertionError(value);
        };
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] others = bytes.clone();
        others[bytes.length - 1] ^= 1;
        return others;
    }

    private static void tell(StateMachine machine, String line) {
        machine.apply(InputReader.read(line), new Effects());
    }
}
