package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void aNewTallyHasWhatWaitsAndWhatIsDelivered() {
        Tally tally = new Tally(2, 3);

        assertThat(tally.total()).isEqualTo(5);
        assertThat(tally.count(Outcome.WAITING)).isEqualTo(2);
        assertThat(tally.count(Outcome.DELIVERED)).isEqualTo(3);
        assertThat(tally).hasToString("total=5 waiting=2 delivered=3");
    }

    @Test
    void whatMovesStaysInTheSum() {
        Tally tally = new Tally(2, 0);

        tally.move(Outcome.WAITING, Outcome.SENT);
        tally.move(Outcome.SENT, Outcome.FAILED);
        tally.move(Outcome.WAITING, Outcome.EXPIRED);

        assertThat(tally).hasToString("total=2 failed=1 expired=1");
        assertThat(tally.isFinal()).isTrue();
    }

    @Test
    void aTallyIsFinalWhenNothingIsWaitingSentOrRunning() {
        Tally tally = new Tally(1, 1);

        assertThat(tally.isFinal()).isFalse();
        tally.move(Outcome.WAITING, Outcome.SENT);
        assertThat(tally.isFinal()).isFalse();
        tally.move(Outcome.SENT, Outcome.RUNNING);
        assertThat(tally.isFinal()).isFalse();
        tally.move(Outcome.RUNNING, Outcome.REFUSED);
        assertThat(tally.isFinal()).isTrue();
    }

    @Test
    void aTallyOfNobodyIsFinal() {
        assertThat(new Tally(0, 0).isFinal()).isTrue();
        assertThat(new Tally(0, 0)).hasToString("total=0");
    }

    @Test
    void aCopyDoesNotChangeWithItsOriginal() {
        Tally tally = new Tally(1, 0);
        Tally copy = tally.copy();
        assertThat(copy).isEqualTo(tally).hasSameHashCodeAs(tally);

        tally.move(Outcome.WAITING, Outcome.DONE);

        assertThat(copy).isNotEqualTo(tally).isEqualTo(new Tally(1, 0));
    }
}
