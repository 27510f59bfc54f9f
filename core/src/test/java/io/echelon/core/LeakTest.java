package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Nothing grows for ever, and nothing that is counted drifts, whatever life brings.
class LeakTest {
    private static final int INPUTS = 3_000;
    private static final int RESTORE_EVERY = 20;
    /// No closed command is kept: what is left then is left for good.
    private static final Limits TIGHT = new Limits(7, 8, 6, 220, 0, 0, 2, 9, 600, 700);

    private static final Limits KEEPING = new Limits(7, 8, 6, 220, 20, 60_000, 2, 9, 600, 700);

    /// What is there for good: groups, what they have counted, whom `all` meant last, limits and the time.
    private static final Set<String> COUNTERS = Set.of(
            "Groups.groups",
            "Groups.byName",
            "Group.number",
            "Group.lastMember",
            "Dispatches.group",
            "Dispatches.lastCommand",
            "Selector.group",
            "Recipients.count",
            "Recipients.onlyFirst",
            "Recipients.onlyLast",
            "Authority.group",
            "Roster.revision",
            "PromotionLog.size",
            "Clock.nowMillis",
            "OpenOutcomes.limit",
            "BodyStore.limitBytes",
            "ResultStore.limitBytes",
            "Settings.uniqueNames");

    private final Effects effects = new Effects();

    @RepeatedTest(20)
    void whenEverybodyHasLeftNothingIsHeldButCounters(RepetitionInfo repetition) {
        StateMachine machine = new StateMachine(TIGHT, 0, Set.of("main"));
        Life life = new Life(repetition.getCurrentRepetition());

        for (int step = 0; step < INPUTS; step++) {
            apply(machine, life.next());
        }
        if (repetition.getCurrentRepetition() % 2 == 0) {
            machine = Snapshot.restored(machine);
        }
        for (String line : life.end()) {
            apply(machine, line);
        }

        assertThat(machine.nextDeadlineMillis()).isEqualTo(StateMachine.NO_DEADLINE);
        assertThat(Insides.leftovers(machine)).allMatch(leftover -> COUNTERS.contains(nameOf(leftover)));
        for (Object group : Insides.groups(machine)) {
            assertThat(Insides.leftovers(group)).allMatch(leftover -> COUNTERS.contains(nameOf(leftover)));
        }
    }

    private static String nameOf(String leftover) {
        return leftover.substring(0, leftover.indexOf(" = "));
    }

    @RepeatedTest(20)
    void whatIsCountedIsWhatIsThere(RepetitionInfo repetition) {
        StateMachine machine = new StateMachine(KEEPING, 0, Set.of("main"));
        Life life = new Life(repetition.getCurrentRepetition());

        for (int step = 0; step < INPUTS; step++) {
            String line = life.next();
            apply(machine, line);
            machine = step % RESTORE_EVERY == 0 ? Snapshot.restored(machine) : machine;
            Counted.check(
                    machine, KEEPING, "seed " + repetition.getCurrentRepetition() + " step " + step + ": " + line);
        }
    }

    private void apply(StateMachine machine, String line) {
        effects.clear();
        machine.apply(InputReader.read(line), effects);
    }
}
