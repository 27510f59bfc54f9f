package io.echelon.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.chaos.Event.End;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a [HistoryChecker] lets pass, and what it finds: one thing is wrong in each history, and no more is
/// found than that.
final class HistoryCheckerTest {
    private static final Map<String, Integer> BOTH_DONE = Map.of("done", 2);

    private final Story story = new Story();
    private final Witness ada = story.witness("ada");
    private final Witness ben = story.witness("ben");
    private final Witness cem = story.witness("cem");

    /// m1 to m3 at revision 3.
    private Story three() {
        return story.join(ada, 1, 1, 1).join(ben, 2, 2, 2).join(cem, 3, 3, 3);
    }

    /// m1 has sent command 1, which both others have executed.
    private Story executed() {
        return three().send(ada, 1, "a", 1, 2, 3)
                .receive(ben, 2, 1, 1, "a")
                .receive(cem, 3, 1, 1, "a")
                .result(ada, 1, 2, "done")
                .result(ada, 1, 3, "done")
                .close(ada, 1, 2, BOTH_DONE);
    }

    private void assertBroken(String... rules) {
        assertThat(story.broken()).containsExactly(rules);
    }

    // What may happen.

    @Test
    void nothingIsWrongWithACommandThatAllHaveExecuted() {
        executed().tally(ada, 1, 2, BOTH_DONE).list("n1", 3, 1, 2, 3).list("n2", 3, 1, 2, 3);

        assertBroken();
    }

    @Test
    void nothingIsWrongWithPromotionsAndReturns() {
        executed()
                .end(ada, End.LEFT)
                .promote(ben, 2, 0, 2, 4)
                .resume(cem, 3, 1, 2, 4, 4)
                .list("n1", 4, 2, 3)
                .list("n2", 4, 2, 3);

        assertBroken();
    }

    @Test
    void aCommandThatWasNotAnsweredMayHaveBeenSequencedOrNot() {
        three().begin(ada, "lost").begin(ada, "got through").receive(ben, 2, 1, 1, "got through");

        assertBroken();
    }

    @Test
    void aRepeatedCommandHasTheRevisionOfItsFirstTime() {
        executed().promote(ben, 2, 0, 2, 4);
        story.begin(ben, "b")
                .tell(ben, new Event.Accepted("b", 2, 2, 1, 4, false))
                .receive(cem, 3, 2, 2, "b")
                .promote(ben, 2, 0, 2, 5)
                .tell(ben, new Event.Accepted("b", 2, 2, 1, 4, true))
                .result(ben, 2, 3, "done")
                .close(ben, 2, 1, Map.of("done", 1));

        assertThat(story.broken()).doesNotContain("revisions never go back", "a key is one command");
    }

    @Test
    void whoHasLostEventsOrItsPlaceNeedNotGetACommand() {
        three().send(ada, 1, "a", 1, 2, 3)
                .resume(ben, 2, 1, 3, 3, 2)
                .tell(ben, new Event.Missed(1))
                .end(cem, End.LEFT)
                .result(ada, 1, 2, "unknown")
                .result(ada, 1, 3, "undelivered")
                .close(ada, 1, 2, Map.of("unknown", 1, "undelivered", 1));

        assertBroken();
    }

    @Test
    void aPlaceMayBeForgottenWhenItsGraceIsOver() {
        three();
        for (int second = 0; second < 40; second++) {
            story.tell(cem, new Event.Confirmed(0));
        }
        story.end(ada, End.FORGOTTEN);

        assertBroken();
    }

    // Places.

    @Test
    void aNumberThatIsGivenTwiceIsFound() {
        story.join(ada, 1, 1, 1).join(ben, 1, 2, 2);

        assertThat(story.broken()).contains("a number is given once");
    }

    @Test
    void twoArrivalsWithOneRevisionAreFound() {
        story.join(ada, 1, 1, 1).join(ben, 2, 2, 1);

        assertThat(story.broken()).contains("each arrival is a revision");
    }

    @Test
    void anArrivalInTheMiddleIsFound() {
        story.join(ada, 1, 1, 1)
                .tell(ben, new Event.JoinBegun())
                .tell(ben, new Event.Joined(new Event.Standing(2, 1, 3, 2, 2)));

        assertBroken("who arrives is last");
    }

    @Test
    void aNumberThatIsSmallerThanOneGivenBeforeIsFound() {
        story.join(ada, 2, 1, 2).join(ben, 1, 1, 1);

        assertThat(story.broken()).contains("seniority is arrival");
    }

    @Test
    void twoWhoJoinedAtOnceMayHaveEitherOrder() {
        story.tell(ada, new Event.JoinBegun()).tell(ben, new Event.JoinBegun());
        story.joined(ben, 2, 2, 2).joined(ada, 1, 1, 1);

        assertBroken();
    }

    @Test
    void aPlaceThatComesBackToAnotherIsFound() {
        three().resume(ben, 3, 2, 3, 3, 3);

        assertBroken("a place comes back to its holder");
    }

    @Test
    void aPlaceThatIsForgottenWithinItsGraceIsFound() {
        three().tell(ben, new Event.WentAway()).end(ben, End.FORGOTTEN);

        assertBroken("a place that was given is kept");
    }

    @Test
    void anotherEpochIsFound() {
        story.tell(ada, new Event.Greeted("one")).tell(ada, new Event.Greeted("two"));

        assertBroken("the state is never lost");
    }

    // Ranks.

    @Test
    void aJuniorThatStandsHigherAtTheSameRevisionIsFound() {
        three().end(ada, End.LEFT).promote(ben, 2, 1, 2, 4).promote(cem, 3, 0, 2, 4);

        assertThat(story.broken()).contains("ranks are by arrival");
    }

    @Test
    void aPromotionOverASeniorThatComesBackIsFound() {
        three().tell(ada, new Event.WentAway()).promote(cem, 3, 1, 2, 4);
        story.tell(ada, new Event.Resumed(new Event.Standing(1, 0, 2, 5, 1)));
        story.tell(ben, new Event.Confirmed(0)).resume(ben, 2, 1, 2, 5, 2);

        assertBroken("nobody is promoted over a senior");
    }

    @Test
    void aRankThatGetsWorseIsFound() {
        three().promote(cem, 3, 1, 2, 4).resume(cem, 3, 2, 3, 5, 5);

        assertThat(story.broken()).contains("a rank only improves");
    }

    @Test
    void aTokenThatChangesWithoutTheRankIsFound() {
        three().resume(cem, 3, 2, 3, 3 + 1, 4);

        assertBroken("a token goes with a rank");
    }

    @Test
    void aTokenThatALaterHolderOfARankHasTooIsFound() {
        three().end(ada, End.LEFT).tell(ben, new Event.Promoted(new Event.Standing(2, 0, 2, 4, 1)));

        assertBroken("tokens of a rank grow");
    }

    @Test
    void aRevisionWithTwoSizesIsFound() {
        three().end(ada, End.LEFT).promote(ben, 2, 0, 2, 4).promote(cem, 3, 1, 3, 4);

        assertBroken("a revision is one roster");
    }

    @Test
    void aRevisionThatGoesBackIsFound() {
        executed().send(ada, 1, "b", 2, 2, 2).receive(ben, 2, 2, 1, "b").receive(cem, 3, 2, 1, "b");
        story.close(ada, 2, 2, BOTH_DONE);

        assertThat(story.broken()).contains("revisions never go back");
    }

    // The roster in the end.

    @Test
    void serversThatListDifferentMembersAreFound() {
        three().list("n1", 3, 1, 2, 3).list("n2", 3, 1, 3);

        assertBroken("all servers agree");
    }

    @Test
    void aMemberThatIsNotListedInTheEndIsFound() {
        three().list("n1", 3, 1, 3);

        assertBroken("a place that was given is kept");
    }

    @Test
    void whoHasLeftAndIsListedInTheEndIsFound() {
        Witness guest = story.witnessWithoutGrace("guest");
        story.join(ada, 1, 1, 1).join(guest, 2, 2, 2).end(guest, End.LEFT).list("n1", 2, 1, 2);

        assertBroken("who has left is gone");
    }

    @Test
    void aListOutOfOrderIsFound() {
        three().list("n1", 3, 2, 1, 3);

        assertBroken("ranks are by arrival");
    }
}
