package io.echelon.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effects;
import io.echelon.core.Limits;
import io.echelon.replication.Leadership.Sight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LeadershipTest {
    private static final Sight ALL_THERE = new Sight("n1", Map.of("n2", 10L, "n3", 10L));

    private final ReplicatedState state = new ReplicatedState();

    private void apply(Entry entry, long stampMillis) {
        state.apply(entry, stampMillis, new Effects());
    }

    private Leadership leadership() {
        return new Leadership(Limits.DEFAULTS, Set.of(), "e1", 3_000, state);
    }

    /// One whose beginning is in the log.
    private Leadership started(long nowMillis) {
        Leadership leading = leadership();
        leading.duties(state, ALL_THERE, nowMillis - 1_000);
        apply(new Entry.LeaderStarted("n1"), state.nowMillis());
        leading.duties(state, ALL_THERE, nowMillis);
        return leading;
    }

    @Test
    void foundsTheStateFirst() {
        Leadership leading = leadership();
        assertThat(leading.duties(state, ALL_THERE, 0))
                .containsExactly(new Entry.Founded("e1", Limits.DEFAULTS, Set.of()));
        assertThat(leading.duties(state, ALL_THERE, 500)).isEmpty();
        assertThat(leading.duties(state, ALL_THERE, 1_000)).hasSize(1);
    }

    @Test
    void beginsByRestartingGracesAndSettlingItsLimits() {
        apply(new Entry.Founded("e1", Limits.DEFAULTS.withCapacity(2), Set.of()), 0);
        Leadership leading = leadership();
        assertThat(leading.duties(state, ALL_THERE, 0))
                .containsExactly(new Entry.LeaderStarted("n1"), new Entry.Settled(Limits.DEFAULTS, Set.of()));
        apply(new Entry.LeaderStarted("n1"), 0);
        apply(new Entry.Settled(Limits.DEFAULTS, Set.of()), 0);
        assertThat(leading.duties(state, ALL_THERE, 5_000)).isEmpty();
    }

    @Test
    void saysThatItBeginsUntilThatIsInTheLog() {
        apply(Entries.founded(), 0);
        Leadership leading = leadership();
        assertThat(leading.duties(state, ALL_THERE, 0)).containsExactly(new Entry.LeaderStarted("n1"));
        assertThat(leading.duties(state, ALL_THERE, 999)).isEmpty();
        assertThat(leading.duties(state, ALL_THERE, 1_000)).containsExactly(new Entry.LeaderStarted("n1"));
        apply(new Entry.LeaderStarted("n1"), 0);
        assertThat(leading.duties(state, ALL_THERE, 2_000)).isEmpty();
    }

    @Test
    void noTimePassesBeforeGracesHaveBeenRestarted() {
        apply(Entries.founded(), 0);
        apply(new Entry.Tick(), 5_000);
        Leadership leading = leadership();
        leading.duties(state, ALL_THERE, 0);
        assertThat(leading.stampMillis(700)).isEqualTo(5_000);
        apply(new Entry.LeaderStarted("n1"), 5_000);
        leading.duties(state, ALL_THERE, 800);
        assertThat(leading.stampMillis(800)).isEqualTo(5_000);
        assertThat(leading.stampMillis(810)).isEqualTo(5_010);
    }

    @Test
    void itsTimeGoesOnWhereThatOfTheStateStood() {
        apply(Entries.founded(), 700_000);
        apply(new Entry.Tick(), 700_000);
        Leadership leading = started(55);
        assertThat(leading.stampMillis(55)).isEqualTo(700_000);
        assertThat(leading.stampMillis(65)).isEqualTo(700_010);
    }

    @Test
    void whoIsSilentOrNoMemberIsLost() {
        apply(Entries.founded(), 0);
        apply(Entries.opened("n1", 1), 0);
        apply(Entries.opened("n2", 2), 0);
        apply(Entries.opened("n9", 3), 0);
        Leadership leading = leadership();
        Sight sight = new Sight("n1", Map.of("n2", 3_000L, "n3", 0L));
        assertThat(leading.duties(state, sight, 0))
                .as("who has just begun anew need not have been heard yet")
                .containsExactly(new Entry.LeaderStarted("n1"));
        assertThat(leading.duties(state, sight, 1_000))
                .containsExactly(new Entry.LeaderStarted("n1"), new Entry.GatewayLost(2), new Entry.GatewayLost(3));
    }

    @Test
    void ticksOnlyWhenADeadlineHasCome() {
        apply(Entries.founded(), 0);
        apply(Entries.opened("n1", 1), 0);
        apply(Entries.batch(1, 1, Entries.joinWithGrace(1L << 40, 1, 400)), 0);
        Leadership leading = started(0);
        apply(new Entry.GatewayLost(1), 100);
        assertThat(leading.duties(state, ALL_THERE, 499)).isEmpty();
        assertThat(leading.duties(state, ALL_THERE, 500)).isEqualTo(List.of(new Entry.Tick()));
        assertThat(leading.duties(state, ALL_THERE, 550)).isEmpty();
        assertThat(leading.duties(state, ALL_THERE, 700)).isEqualTo(List.of(new Entry.Tick()));
    }

    @Test
    void newRulesHoldOnceEverybodyKnowsThem() {
        apply(Entries.founded(), 0);
        apply(new Entry.GatewayOpened("n1", 1, 1, 2), 0);
        apply(new Entry.GatewayOpened("n2", 2, 2, 2), 0);
        Leadership leading = started(0);
        assertThat(leading.duties(state, ALL_THERE, 0)).isEmpty();
        apply(new Entry.GatewayOpened("n3", 3, 3, 2), 0);
        assertThat(leading.duties(state, ALL_THERE, 2_000)).containsExactly(new Entry.RulesRaised(2));
    }

    @Test
    void reportsWhatItsStateCameToOnce() {
        apply(Entries.founded(), 0);
        Leadership leading = started(0);
        while (state.hashedEntries() == 0) {
            apply(new Entry.Tick(), 0);
        }
        assertThat(leading.duties(state, ALL_THERE, 2_000))
                .containsExactly(new Entry.StateHashed(state.hashedEntries(), state.hash()));
        assertThat(leading.duties(state, ALL_THERE, 4_000)).isEmpty();
    }
}
