package io.echelon.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.chaos.Event.End;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a [HistoryChecker] finds in what was told of commands, otherwise as [HistoryCheckerTest].
final class CommandHistoryTest {
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

    // Commands.

    @Test
    void aKeyWithTwoNumbersIsFound() {
        executed().accept(ada, 1, "a", 2, 2, 3).close(ada, 2, 2, BOTH_DONE);

        assertBroken("a key is one command");
    }

    @Test
    void aCommandThatArrivesUnderAnotherNumberThanItsSenderWasToldIsFound() {
        three().send(ada, 1, "a", 1, 2, 3).receive(ben, 2, 7, 1, "a");

        assertThat(story.broken()).contains("a key is one command", "what was accepted arrives");
    }

    @Test
    void aNumberWithTwoBodiesIsFound() {
        three().begin(ada, "a").begin(ada, "b").receive(ben, 2, 1, 1, "a").receive(cem, 3, 1, 1, "b");

        assertBroken("a command has one body");
    }

    @Test
    void aNumberThatTwoCommandsHaveIsFound() {
        executed().send(ada, 1, "b", 1, 2, 3);

        assertThat(story.broken()).contains("a number is one command");
    }

    @Test
    void aNumberThatIsSmallerThanThatOfACommandAcceptedBeforeIsFound() {
        three().send(ada, 1, "a", 2, 2, 3).send(ada, 1, "b", 1, 2, 3);

        assertThat(story.broken()).contains("commands are numbered in their order");
    }

    @Test
    void aCommandThatNobodySentIsFound() {
        three().receive(ben, 2, 1, 1, "made up");

        assertBroken("nothing is made up");
    }

    @Test
    void aCommandThatWasRefusedForCertainAndHappensIsFound() {
        three().begin(ada, "a").tell(ada, new Event.Refused("a", 902, true)).receive(ben, 2, 1, 1, "a");

        assertBroken("what is refused does not happen");
    }

    @Test
    void aCommandThatGoesUpIsFound() {
        three().begin(cem, "up").receive(ben, 2, 1, 3, "up");

        assertBroken("commands go down only");
    }

    @Test
    void commandsForAllInDescendingOrderAreFound() {
        three().begin(ada, "a").begin(ada, "b").receive(ben, 2, 2, 1, "b").receive(ben, 2, 1, 1, "a");

        assertBroken("commands for all keep their order");
    }

    @Test
    void twoOrdersOfCommandsForSomeAreFound() {
        three().tell(ada, new Event.SendBegun("a", "name:*", "a")).tell(ada, new Event.SendBegun("b", "name:*", "b"));
        story.receive(ben, 2, 1, 1, "a").receive(ben, 2, 2, 1, "b");
        story.receive(cem, 3, 2, 1, "b").receive(cem, 3, 1, 1, "a");

        assertBroken("all see one order");
    }

    @Test
    void aPromotionThatIsToldBehindALaterCommandIsFound() {
        three().begin(ben, "b")
                .end(ada, End.LEFT)
                .promote(ben, 2, 0, 2, 4)
                .accept(ben, 2, "b", 1, 1, 4)
                .receive(cem, 3, 1, 2, "b")
                .promote(cem, 3, 1, 2, 4)
                .result(ben, 1, 3, "done")
                .close(ben, 1, 1, Map.of("done", 1));

        assertBroken("commands and promotions are one order");
    }

    // Delivery.

    @Test
    void aCommandThatIsExecutedTwiceIsFound() {
        executed().receive(ben, 2, 1, 1, "a");

        assertBroken("a command is executed at most once");
    }

    @Test
    void aCommandThatWasAcceptedAndNeverArrivesIsFound() {
        three().send(ada, 1, "a", 1, 2, 3)
                .receive(ben, 2, 1, 1, "a")
                .result(ada, 1, 2, "done")
                .result(ada, 1, 3, "unknown")
                .close(ada, 1, 2, Map.of("done", 1, "unknown", 1));

        assertBroken("what was accepted arrives");
    }

    @Test
    void aCommandForFewerThanThereAreIsFound() {
        three().send(ada, 1, "a", 1, 1, 3).receive(ben, 2, 1, 1, "a").receive(cem, 3, 1, 1, "a");
        story.close(ada, 1, 1, Map.of("done", 1)).list("n1", 3, 1, 2, 3);

        assertBroken("all are all");
    }

    @Test
    void aResultOfWhoNeverGotTheCommandIsFound() {
        three().end(cem, End.BROKEN).send(ada, 1, "a", 1, 2, 3).receive(ben, 2, 1, 1, "a");
        story.result(ada, 1, 2, "done").result(ada, 1, 3, "done").close(ada, 1, 2, BOTH_DONE);

        assertBroken("results are true");
    }

    @Test
    void aCommandThatWasExecutedAndIsSaidToBeCertainlyNotIsFound() {
        three().send(ada, 1, "a", 1, 2, 3).receive(ben, 2, 1, 1, "a").receive(cem, 3, 1, 1, "a");
        story.result(ada, 1, 2, "done").result(ada, 1, 3, "expired");
        story.close(ada, 1, 2, Map.of("done", 1, "expired", 1));

        assertBroken("results are true");
    }

    // Outcomes.

    @Test
    void aTallyThatDoesNotAddUpIsFound() {
        executed().tally(ada, 1, 2, Map.of("done", 1));

        assertThat(story.broken()).contains("a tally adds up");
    }

    @Test
    void aTallyThatChangesAfterTheEndIsFound() {
        executed().tally(ada, 1, 2, Map.of("done", 1, "unknown", 1));

        assertBroken("a tally stays");
    }

    @Test
    void aCommandThatClosesTwiceIsFound() {
        executed().close(ada, 1, 2, BOTH_DONE);

        assertBroken("a command closes once");
    }

    @Test
    void aCommandThatNeverClosesIsFound() {
        three().send(ada, 1, "a", 1, 2, 3).receive(ben, 2, 1, 1, "a").receive(cem, 3, 1, 1, "a");

        assertBroken("every command closes");
    }

    @Test
    void aResultThatIsToldTwiceIsFound() {
        executed().result(ada, 1, 2, "done");

        assertBroken("a command that has closed is over", "a result is told once");
    }

    @Test
    void aCommandWithAnotherTotalThanWasAcceptedIsFound() {
        three().send(ada, 1, "a", 1, 2, 3).receive(ben, 2, 1, 1, "a").receive(cem, 3, 1, 1, "a");
        story.close(ada, 1, 1, Map.of("done", 1));

        assertBroken("a command keeps its targets");
    }

    @Test
    void aCommandThatWasAcceptedAndIsNotKnownAnyMoreIsFound() {
        executed().tell(ada, new Event.Tallied(1, false, 0, Map.of()));

        assertBroken("what was accepted is kept");
    }
}
