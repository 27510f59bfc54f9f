package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.echelon.core.Effect.ConnectionFenced;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberAway;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.RosterShown;
import io.echelon.core.Effect.WaitingEnded;
import io.echelon.core.Effect.WaitingStarted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The invariants of who stays, comes back, waits and executes notice what is wrong, one by one.
class ReturnInvariantsTest {
    /// m1 has missed nothing, m2 executes c1 with a window of one, c2 and c3 wait for it; k5 and k6 stand
    /// in line.
    private static final List<String> HISTORY = List.of(
            "join k1 grace=10s session=s1",
            "join k2 results=yes window=1 grace=10s session=s2",
            "join k3 results=yes grace=10s session=s5",
            "join k5 wait=yes",
            "join k6 wait=yes",
            "submit k1 m2 ttl=1h limit=2h one",
            "submit k1 m2 ttl=1h limit=2h two",
            "submit k1 m2 ttl=1s limit=2h three");

    private final Limits limits = new Limits(3, 4, 64, 1_000, 100, 3_600_000, 3, 2, 1_000, 1_000);
    private final TamperedHistory history = new TamperedHistory(limits, HISTORY);

    @Test
    void honestEffectsPass() {
        assertThatCode(() -> List.of("lost k2", "resume k7 s2 s3 got=0", "done k7 1", "leave k3", "yield k1", "time 9h")
                        .forEach(history::tell))
                .doesNotThrowAnyException();
    }

    @Test
    void aPlaceThatIsNotKeptIsNoticed() {
        expect(
                "who is lost with grace keeps",
                "lost k2",
                MemberAway.class,
                away -> List.of(
                        new MemberAway(away.member(), away.connection(), 2, away.revision(), away.graceMillis())));
    }

    @Test
    void anExitForAnotherReasonIsNoticed() {
        history.tell("lost k2");
        expect("an exit has one reason", "time 10s", MemberLeft.class, left -> List.of(why(left, Departure.LOST)));
    }

    @Test
    void aReturnThatChangesAPlaceIsNoticed() {
        history.tell("lost k2");
        Function<Place, Place> tamper = place -> new Place(
                place.member(),
                place.group(),
                place.rank(),
                place.size(),
                place.revision(),
                place.token() + 1,
                place.commander());
        expect(
                "a place changes by departures",
                "resume k7 s2 s3 got=1",
                PlaceResumed.class,
                resumed ->
                        List.of(resumed(resumed, tamper.apply(resumed.place()), resumed.replayed(), resumed.lost())));
    }

    @Test
    void aReturnWithAForeignSessionIsNoticed() {
        history.tell("lost k2");
        List<Effect> resumed = history.effects("resume k7 s2 s3 got=1");
        history.expectAll("only its session", "resume k7 s9 s3 got=1", rejected -> resumed);
    }

    @Test
    void aMemberThatIsNotFoundIsNoticed() {
        history.tell("lost k2");
        List<Effect> rejected = history.effects("resume k7 s9 s3 got=1");
        history.expectAll("the session of a member finds it", "resume k7 s2 s3 got=1", resumed -> rejected);
    }

    @Test
    void aFormerHolderThatIsNotFencedIsNoticed() {
        expect("who held a place before", "resume k7 s2 s3 got=1", ConnectionFenced.class, fenced -> List.of());
    }

    @Test
    void aStrangerThatIsFencedIsNoticed() {
        expect(
                "who held a place before",
                "resume k7 s2 s3 got=1",
                ConnectionFenced.class,
                fenced -> List.of(new ConnectionFenced(new ConnectionId(99), fenced.member())));
        expect(
                "a fenced connection has no place",
                "resume k8 s1 s4 got=9",
                ConnectionFenced.class,
                fenced -> List.of(new ConnectionFenced(new ConnectionId(3), fenced.member())));
    }

    @Test
    void aReplayOfAnotherEventIsNoticed() {
        expect(
                "a replay is what was missed",
                "resume k7 s2 s3 got=0",
                Deliver.class,
                deliver -> List.of(to(deliver, 3, deliver.body())));
        expect(
                "a replay is what was missed",
                "resume k8 s3 s4 got=0",
                Deliver.class,
                deliver -> List.of(to(deliver, 2, Body.EMPTY)));
    }

    @Test
    void aReplayThatIsLeftOutIsNoticed() {
        history.tell("unwatch k2");
        expect("all that is to be told again", "resume k7 s2 s3 got=0", Deliver.class, deliver -> List.of());
    }

    @Test
    void aLossThatIsNotCountedIsNoticed() {
        expect(
                "replayed, got and lost",
                "resume k7 s2 s3 got=0",
                PlaceResumed.class,
                resumed -> List.of(resumed(resumed, resumed.place(), 0, 0)));
    }

    @Test
    void anEventThatIsNotCountedIsNoticed() {
        expect(
                "what is counted",
                "resume k7 s2 s3 got=0",
                PlaceResumed.class,
                resumed -> List.of(new PlaceResumed(
                        resumed.connection(),
                        resumed.place(),
                        false,
                        1,
                        0,
                        resumed.replayed(),
                        resumed.lost(),
                        null,
                        false)));
    }

    @Test
    void aGapWithoutARosterIsNoticed() {
        List.of("time 1s", "done k2 1", "done k2 2").forEach(history::tell);
        expect("who has lost events", "resume k7 s1 s3 got=0", RosterShown.class, shown -> List.of());
    }

    @Test
    void aRosterThatLeavesSomebodyOutIsNoticed() {
        expect(
                "who has missed changes",
                "resume k7 s2 s3 got=1",
                RosterShown.class,
                shown -> List.of(new RosterShown(
                        shown.member(), shown.revision(), shown.seats().subList(1, 3))));
    }

    @Test
    void whoIsSeatedBeforeItsTurnIsNoticed() {
        expect(
                "first come, first seated",
                "leave k3",
                MemberSeated.class,
                seated -> List.of(new MemberSeated(new ConnectionId(6), seated.place(), seated.profile())));
    }

    @Test
    void aPlaceThatIsLeftEmptyIsNoticed() {
        expect("nobody waits where there is room", "leave k3", MemberSeated.class, seated -> List.of());
    }

    @Test
    void aWrongPositionIsNoticed() {
        expect(
                "a position counts",
                "join k7 wait=yes",
                WaitingStarted.class,
                started -> List.of(new WaitingStarted(started.connection(), started.group(), started.position() + 1)));
    }

    @Test
    void aLineThatIsTooLongIsNoticed() {
        history.tell("join k7 wait=yes");
        WaitingStarted fourth = new WaitingStarted(new ConnectionId(8), 0, 4);
        history.expectAll("a line is no longer", "join k8 wait=yes", rejected -> List.of(fourth));
    }

    @Test
    void aPlaceBesideAPositionIsNoticed() {
        expect("only who waits", "leave k5", WaitingEnded.class, ended -> List.of(ended, ended));
        WaitingStarted again = new WaitingStarted(new ConnectionId(6), 0, 2);
        history.expectAll("who waits has no place", "join k6 wait=yes", effects -> List.of(again));
    }

    @Test
    void aWindowThatIsOverrunIsNoticed() {
        Deliver second =
                new Deliver(new CommandId(0, 2), new MemberId(0, 1), 0, Recipients.of(2), 3_600_000, Body.EMPTY);
        history.expectAll("no more is out", "ack k2 1", effects -> List.of(effects.getFirst(), second));
    }

    @Test
    void aSecondDeliveryIsNoticed() {
        expect("a command reaches a member once", "done k2 1", Deliver.class, deliver -> List.of(deliver, deliver));
    }

    @Test
    void aDeliveryOfWhatNobodyAskedForIsNoticed() {
        Deliver fourth = new Deliver(new CommandId(0, 4), new MemberId(0, 1), 0, Recipients.of(3), 9, Body.EMPTY);
        history.expectAll("only what was accepted", "me k3", effects -> List.of(effects.getFirst(), fourth));
    }

    @Test
    void aCommandThatOvertakesAnotherIsNoticed() {
        List.of("lost k3", "submit k1 m3 four", "submit k1 m3 five").forEach(history::tell);
        history.expectAll("commands reach all in one order", "resume k8 s5 s6 got=0", effects -> {
            List<Effect> swapped = new ArrayList<>(effects);
            Collections.swap(swapped, swapped.size() - 1, swapped.size() - 2);
            return swapped;
        });
    }

    @Test
    void aDeliveryWhoseTimeIsOverIsNoticed() {
        history.tell("done k2 1");
        history.pretend("time 1s");
        expect("nothing is sent when its time is over", "done k2 2", Deliver.class, List::of);
    }

    @Test
    void aVerdictThatIsTakenTwiceIsNoticed() {
        history.tell("done k2 1");
        OutcomeAccepted again = new OutcomeAccepted(new ConnectionId(2), false);
        history.expectAll("a verdict is taken once", "done k2 1", rejected -> List.of(again));
        OutcomeAccepted late = new OutcomeAccepted(new ConnectionId(2), true);
        history.expectAll("a late verdict", "done k2 1", rejected -> List.of(late));
    }

    @Test
    void anOutcomeThatDoesNotFitIsNoticed() {
        expect(
                "what certainly was not executed",
                "done k2 1",
                OutcomeTold.class,
                told -> List.of(new OutcomeTold(
                        told.sender(), told.command(), told.executor(), 1, Outcome.EXPIRED, null, 0, Body.EMPTY)));
    }

    @Test
    void whoIsAskedToStopWithoutACommandIsNoticed() {
        expect(
                "only who has a command",
                "cancel k1 1",
                Effect.CancelAsked.class,
                asked -> List.of(new Effect.CancelAsked(asked.command(), Recipients.of(3), asked.why())));
        expect(
                "as many are asked to stop",
                "cancel k1 2",
                Effect.CancelAccepted.class,
                accepted -> List.of(
                        accepted,
                        new Effect.CancelAsked(new CommandId(0, 2), Recipients.of(2), Effect.CancelReason.SENDER)));
    }

    @Test
    void whatIsPutOutByWhoHasNoCommandIsNoticed() {
        history.tell("watch k1 1");
        expect(
                "who puts something out",
                "out k2 1 1 text",
                Effect.OutputTold.class,
                told -> List.of(
                        new Effect.OutputTold(told.command(), told.sender(), new MemberId(0, 3), 2, 1, told.body())));
    }

    private <E extends Effect> void expect(
            String invariant, String line, Class<E> type, Function<E, List<Effect>> tamper) {
        history.expect(invariant, line, type, tamper);
    }

    private static MemberLeft why(MemberLeft left, Departure why) {
        return new MemberLeft(
                left.member(),
                left.connection(),
                left.rank(),
                left.size(),
                left.revision(),
                left.token(),
                why,
                left.commander());
    }

    private static PlaceResumed resumed(PlaceResumed resumed, Place place, int replayed, long lost) {
        return new PlaceResumed(
                resumed.connection(),
                place,
                resumed.wasAway(),
                resumed.rankTold(),
                resumed.counted(),
                replayed,
                lost,
                resumed.isWatchingRoster(),
                resumed.isWatchingCommands());
    }

    private static Deliver to(Deliver deliver, long number, Body body) {
        return new Deliver(
                deliver.command(),
                deliver.sender(),
                deliver.senderRank(),
                Recipients.of(number),
                deliver.ttlMillis(),
                body);
    }
}
