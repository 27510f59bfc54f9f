package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.View;
import io.echelon.core.Effect.ViewTold;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The invariants are worth something: each notices what is wrong. Honest effects of a true history
/// are tampered with, one at a time.
class InvariantsTest {
    /// m2 and m3 report, m4 does not.
    private static final List<String> HISTORY = List.of(
            "join k1",
            "join k2 results=yes",
            "join k3 results=yes",
            "join k4",
            "submit k2 all work",
            "submit k1 all work");

    private final Limits limits = Limits.DEFAULTS.withCapacity(4);
    private final TamperedHistory history = new TamperedHistory(limits, HISTORY);

    @Test
    void honestEffectsPass() {
        assertThatCode(() -> List.of("done k3 1", "lost k2", "me k3", "quit k1", "time 1h", "who k4")
                        .forEach(this::tell))
                .doesNotThrowAnyException();
    }

    @Test
    void aRankThatLeavesAGapIsNoticed() {
        tell("lost k4");
        expect("ranks are 0 to n-1", "join k5", MemberJoined.class, joined -> {
            Place place = joined.place();
            return List.of(new MemberJoined(
                    joined.connection(),
                    new Place(
                            place.member(),
                            place.group(),
                            place.rank() + 1,
                            place.size(),
                            place.revision(),
                            place.token(),
                            place.commander()),
                    joined.profile()));
        });
    }

    @Test
    void aRankThatIsNotTheLeaversIsNoticed() {
        expect(
                "a departure tells the rank that was held",
                "lost k3",
                MemberLeft.class,
                left -> List.of(left(left, 1, 0, 0)));
    }

    @Test
    void aMissingDepartureIsNoticed() {
        history.effects("lost k4");
        assertThatThrownBy(() -> tell("lost k3")).hasMessageContaining("the revision grows by one");
    }

    @Test
    void aRevisionThatStandsStillIsNoticed() {
        expect("the revision grows by one", "lost k3", MemberLeft.class, left -> List.of(left(left, 0, -1, 0)));
    }

    @Test
    void aTokenThatDoesNotGrowIsNoticed() {
        expect("the token of each rank", "lost k3", MemberLeft.class, left -> List.of(left(left, 0, 0, -3)));
    }

    @Test
    void aTokenThatWasNotRaisedIsNoticed() {
        tell("raise-tokens 5000");
        expect("a token is greater", "me k1", PlaceTold.class, told -> {
            Place place = told.place();
            Place stale = new Place(
                    place.member(), place.group(), place.rank(), place.size(), place.revision(), 1, place.commander());
            return List.of(new PlaceTold(told.connection(), stale));
        });
    }

    @Test
    void aLostConnectionThatHoldsItsPlaceIsNoticed() {
        expectAll("a lost connection holds nothing", "all-lost k3 k4", effects -> List.of());
    }

    @Test
    void anExpiryBeforeTheEndOfAGraceThatWasRestartedIsNoticed() {
        List.of("lost k4", "join k5 grace=10s session=s5", "lost k5", "time 5s", "restart-graces")
                .forEach(this::tell);
        MemberLeft early = new MemberLeft(new MemberId(0, 5), null, 3, 3, 7, 7, Departure.EXPIRED, new MemberId(0, 1));
        expectAll("an exit has one reason", "time 10s", nothing -> List.of(early));
    }

    @Test
    void aMemberTooManyIsNoticed() {
        Place place = new Place(new MemberId(0, 5), "main", 4, 5, 5, 5, new MemberId(0, 1));
        expect(
                "capacity holds",
                "join k5",
                Effect.Rejected.class,
                rejected -> List.of(new MemberJoined(rejected.connection(), place, Profile.NONE)));
    }

    @Test
    void aDeliveryUpwardIsNoticed() {
        expect("targets are fixed", "submit k2 +1..+2 off", Deliver.class, deliver -> List.of(to(deliver, 4, 1, 4)));
    }

    @Test
    void aDeliveryToTheSenderIsNoticed() {
        expect("targets are fixed", "submit k2 all off", Deliver.class, deliver -> List.of(to(deliver, 3, 2, 4)));
    }

    @Test
    void aDeliveryToSomebodyAbsentIsNoticed() {
        expect(
                "nothing is delivered to who is not present",
                "submit k2 all off",
                Deliver.class,
                deliver -> List.of(to(deliver, 2, 3, 5)));
    }

    @Test
    void aTallyShortByOneIsNoticed() {
        tell("done k2 2");
        Tally tally = tally(2, 0);
        expect("a tally sums", "done k3 2", CommandClosed.class, closed -> List.of(closed(closed, tally)));
    }

    @Test
    void aTallyThatCountsWrongIsNoticed() {
        tell("fail k2 2");
        Tally tally = tally(2, 1);
        expect(
                "a tally counts what the sender was told",
                "done k3 2",
                CommandClosed.class,
                closed -> List.of(closed(closed, tally)));
    }

    @Test
    void aSecondCloseIsNoticed() {
        tell("done k2 2");
        expect("a command closes exactly once", "done k3 2", CommandClosed.class, closed -> List.of(closed, closed));
    }

    @Test
    void aMissingCloseIsNoticed() {
        tell("done k2 2");
        expect("a command closes with its last verdict", "done k3 2", CommandClosed.class, closed -> List.of());
    }

    @Test
    void aMissingVerdictOfALeaverIsNoticed() {
        expect("nobody who left is awaited", "lost k2", OutcomeTold.class, told -> List.of());
    }

    @Test
    void aSecondVerdictIsNoticed() {
        expect("one verdict per executor", "done k2 2", OutcomeTold.class, told -> List.of(told, told));
    }

    @Test
    void aLimitThatPassesIsNoticed() {
        expectAll("nothing outlives its limit", "time 1h", effects -> List.of());
    }

    @Test
    void anOutcomeForAForeignGroupIsNoticed() {
        expect("nothing crosses groups", "done k2 2", OutcomeTold.class, told -> {
            MemberId stranger = new MemberId(1, 1);
            return List.of(
                    new OutcomeTold(stranger, told.command(), told.executor(), 1, Outcome.DONE, null, 0, Body.EMPTY));
        });
    }

    @Test
    void anObserverThatCountsIsNoticed() {
        tell("observe k5");
        expect(
                "observers count nowhere",
                "me k5",
                ViewTold.class,
                told -> List.of(new ViewTold(told.connection(), new View(0, "main", 5, 4))));
        expect(
                "observers count nowhere",
                "me k5",
                ViewTold.class,
                told -> List.of(new ViewTold(told.connection(), new View(0, "main", 4, 5))));
    }

    @Test
    void anObservationThatDoesNotEndIsNoticed() {
        tell("observe k5");
        expectAll("an observation ends with its connection", "lost k5", effects -> List.of());
    }

    @Test
    void anObservationBesideAPlaceIsNoticed() {
        tell("observe k5");
        expectAll("one observation ends before", "observe k5", effects -> effects.subList(1, 2));
        expect(
                "an observer has no place",
                "observe k4",
                Effect.Rejected.class,
                rejected -> List.of(new ObservationStarted(rejected.connection(), new View(0, "main", 4, 4))));
    }

    @Test
    void aRosterThatHidesAChangeFromAnObserverIsNoticed() {
        tell("observe k5");
        expect(
                "a roster is told in rank order as it is",
                "who k5",
                RosterTold.class,
                told -> List.of(new RosterTold(told.connection(), told.revision() - 1, told.seats())));
        expect(
                "an observer sees its group",
                "who k5",
                RosterTold.class,
                told -> List.of(new RosterTold(told.connection(), 3, List.of())));
    }

    @Test
    void aReplyTooManyOrTooFewIsNoticed() {
        expect("exactly one reply", "me k1", PlaceTold.class, told -> List.of(told, told));
        expect("exactly one reply", "me k1", PlaceTold.class, told -> List.of());
    }

    @Test
    void aReplyToSomebodyElseIsNoticed() {
        expect(
                "a reply goes to who asked",
                "me k1",
                PlaceTold.class,
                told -> List.of(new PlaceTold(new ConnectionId(2), told.place())));
    }

    @Test
    void aDeliveryBeforeTheReplyIsNoticed() {
        expectAll("a reply comes before", "submit k1 all on", List::reversed);
    }

    @Test
    void aRejectionThatReachesSomebodyIsNoticed() {
        expect(
                "a rejection changes nothing",
                "submit k2 m1 off",
                Effect.Rejected.class,
                rejected -> List.of(rejected, left(1, 5)));
    }

    private void tell(String line) {
        history.tell(line);
    }

    private <E extends Effect> void expect(
            String invariant, String line, Class<E> type, Function<E, List<Effect>> tamper) {
        history.expect(invariant, line, type, tamper);
    }

    private void expectAll(String invariant, String line, Function<List<Effect>, List<Effect>> tamper) {
        history.expectAll(invariant, line, tamper);
    }

    private static MemberLeft left(MemberLeft left, int moreRank, int moreRevision, int moreToken) {
        return new MemberLeft(
                left.member(),
                left.connection(),
                left.rank() + moreRank,
                left.size(),
                left.revision() + moreRevision,
                left.token() + moreToken,
                left.why(),
                left.commander());
    }

    private static MemberLeft left(long number, long revision) {
        return new MemberLeft(
                new MemberId(0, number), new ConnectionId(number), 0, 3, revision, revision, Departure.LOST, null);
    }

    private static Deliver to(Deliver deliver, int count, long... bounds) {
        return new Deliver(
                deliver.command(),
                deliver.sender(),
                deliver.senderRank(),
                new Recipients(count, bounds),
                deliver.ttlMillis(),
                deliver.body());
    }

    private static Tally tally(int done, int delivered) {
        Tally tally = new Tally(done, delivered);
        for (int count = 0; count < done; count++) {
            tally.move(Outcome.WAITING, Outcome.DONE);
        }
        return tally;
    }

    private static CommandClosed closed(CommandClosed closed, Tally tally) {
        return new CommandClosed(closed.sender(), closed.command(), tally, closed.elapsedMillis());
    }
}
