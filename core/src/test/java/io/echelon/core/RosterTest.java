package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster();
    private final List<Member> expected = new ArrayList<>();
    private long lastNumber;

    /// So many leave before anybody asks for a rank that the gaps are closed up in between.
    @RepeatedTest(20)
    void whoeverComesAndGoesRanksHaveNoGap(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int round = 0; round < 40; round++) {
            for (int count = random.nextInt(400); count > 0; count--) {
                join();
            }
            boolean isInOrder = random.nextBoolean();
            for (int count = random.nextInt(expected.size() + 1); count > 0; count--) {
                leave(isInOrder ? 0 : random.nextInt(expected.size()));
                if (random.nextInt(200) == 0) {
                    join();
                }
            }
            checkRanks();
        }
    }

    @Test
    void afterADepartureTheNextRankIsThatOfTheNext() {
        for (int count = 0; count < 5; count++) {
            join();
        }
        leave(1);
        leave(1);

        assertThat(roster.rankOf(1)).isZero();
        assertThat(roster.rankOf(2)).isEqualTo(-2);
        assertThat(roster.rankOf(3)).isEqualTo(-2);
        assertThat(roster.rankOf(4)).isEqualTo(1);
        assertThat(roster.rankOf(6)).isEqualTo(-4);
        assertThat(roster.rankOf(4, 3)).isEqualTo(1);
        assertThat(roster.at(2).id.number()).isEqualTo(5);
    }

    private void join() {
        lastNumber++;
        Member member = new Member(new MemberId(0, lastNumber), new ConnectionId(lastNumber), Profile.NONE, Terms.NONE);
        roster.append(member);
        expected.add(member);
    }

    private void leave(int rank) {
        Member member = expected.get(rank);
        assertThat(roster.rankOf(member)).isEqualTo(rank);
        assertThat(roster.remove(member)).isEqualTo(rank);
        expected.remove(rank);
        assertThat(roster.size()).isEqualTo(expected.size());
        if (!expected.isEmpty()) {
            Member last = expected.getLast();
            assertThat(roster.first()).isSameAs(expected.getFirst());
            assertThat(roster.rankOf(last)).isEqualTo(expected.size() - 1);
            assertThat(roster.find(last.id.number())).isSameAs(last);
            long revision = rank < expected.size() ? roster.revision() : roster.rankRevision(last);
            assertThat(roster.rankRevision(last)).isEqualTo(revision);
        }
    }

    private void checkRanks() {
        for (int rank = 0; rank < expected.size(); rank++) {
            assertThat(roster.at(rank)).isSameAs(expected.get(rank));
            assertThat(roster.rankOf(expected.get(rank))).isEqualTo(rank);
        }
    }
}
