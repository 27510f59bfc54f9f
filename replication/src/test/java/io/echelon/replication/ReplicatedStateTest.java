package io.echelon.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Limits;
import io.echelon.replication.ReplicatedState.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReplicatedStateTest {
    private final ReplicatedState state = new ReplicatedState();
    private final Effects effects = new Effects();
    private long nowMillis = 1_000;

    private Verdict apply(Entry entry) {
        effects.clear();
        return state.apply(entry, nowMillis, effects);
    }

    private long open(String node, long nonce) {
        assertThat(apply(Entries.opened(node, nonce))).isEqualTo(Verdict.APPLIED);
        return state.gateways().stream()
                .filter(gateway -> gateway.nonce() == nonce)
                .findFirst()
                .orElseThrow()
                .number();
    }

    @Test
    void nothingCountsBeforeTheFounding() {
        assertThat(apply(Entries.opened("n1", 5))).isEqualTo(Verdict.LATE);
        assertThat(state.isFounded()).isFalse();
        assertThat(apply(Entries.founded())).isEqualTo(Verdict.APPLIED);
        assertThat(state.epoch()).isEqualTo("9f3a0001");
        assertThat(apply(new Entry.Founded("other", Limits.DEFAULTS, Set.of()))).isEqualTo(Verdict.REPEATED);
        assertThat(state.epoch()).isEqualTo("9f3a0001");
    }

    @Test
    void aBatchThatComesTwiceHasOneEffect() {
        apply(Entries.founded());
        long gateway = open("n1", 5);
        Entry batch = Entries.batch(gateway, 1, Entries.join(1));
        assertThat(apply(batch)).isEqualTo(Verdict.APPLIED);
        assertThat(effects).singleElement().isInstanceOf(Effect.MemberJoined.class);
        assertThat(apply(batch)).isEqualTo(Verdict.REPEATED);
        assertThat(effects).isEmpty();
    }

    @Test
    void aBatchThatOvertookAnotherDoesNotCountUntilItIsItsTurn() {
        apply(Entries.founded());
        long gateway = open("n1", 5);
        Entry second = Entries.batch(gateway, 2, Entries.join(2));
        assertThat(apply(second)).isEqualTo(Verdict.EARLY);
        assertThat(effects).isEmpty();
        assertThat(apply(Entries.batch(gateway, 1, Entries.join(1)))).isEqualTo(Verdict.APPLIED);
        assertThat(apply(second)).isEqualTo(Verdict.APPLIED);
    }

    @Test
    void whatALostGatewayWantedNoLongerCounts() {
        apply(Entries.founded());
        long gateway = open("n1", 5);
        apply(Entries.batch(gateway, 1, Entries.join(Gateway.firstConnection(gateway))));
        assertThat(apply(new Entry.GatewayLost(gateway))).isEqualTo(Verdict.APPLIED);
        assertThat(effects).singleElement().isInstanceOf(Effect.MemberLeft.class);
        assertThat(apply(new Entry.GatewayLost(gateway))).isEqualTo(Verdict.REPEATED);
        assertThat(apply(Entries.batch(gateway, 2, Entries.join(9)))).isEqualTo(Verdict.LATE);
        assertThat(effects).isEmpty();
    }

    @Test
    void aServerThatStartsAgainLosesWhatItHad() {
        apply(Entries.founded());
        long first = open("n1", 5);
        long other = open("n2", 6);
        apply(Entries.batch(first, 1, Entries.joinWithGrace(Gateway.firstConnection(first), 1, 500)));
        apply(Entries.batch(other, 1, Entries.join(Gateway.firstConnection(other))));
        long second = open("n1", 7);
        assertThat(second).isGreaterThan(other);
        assertThat(effects).singleElement().isInstanceOf(Effect.MemberAway.class);
        assertThat(state.gateways()).extracting(Gateway::number).containsExactly(other, second);
    }

    @Test
    void aServerThatHasLostItsFolderIsRefused() {
        apply(Entries.founded());
        long first = open("n1", 5);
        assertThat(apply(new Entry.GatewayOpened("n1", 99, 6, 1))).isEqualTo(Verdict.REFUSED);
        assertThat(state.gateways()).extracting(Gateway::number).containsExactly(first);
    }

    @Test
    void aNewLeaderRestartsEveryGrace() {
        apply(Entries.founded());
        long gateway = open("n1", 5);
        apply(Entries.batch(gateway, 1, Entries.joinWithGrace(Gateway.firstConnection(gateway), 1, 500)));
        apply(new Entry.GatewayLost(gateway));
        assertThat(state.nextDeadlineMillis()).isEqualTo(1_500);
        nowMillis = 1_499;
        apply(new Entry.LeaderStarted("n2"));
        assertThat(state.nextDeadlineMillis()).isEqualTo(1_999);
        nowMillis = 1_999;
        apply(new Entry.Tick());
        assertThat(effects)
                .singleElement()
                .satisfies(effect ->
                        assertThat(((Effect.MemberLeft) effect).why()).isEqualTo(io.echelon.core.Departure.EXPIRED));
    }

    @Test
    void timeNeverGoesBack() {
        apply(Entries.founded());
        nowMillis = 5_000;
        apply(new Entry.Tick());
        nowMillis = 10;
        apply(new Entry.Tick());
        assertThat(state.nowMillis()).isEqualTo(5_000);
    }

    @Test
    void whoDiffersDoesNotGoOn() {
        apply(Entries.founded());
        while (state.hashedEntries() == 0) {
            apply(new Entry.Tick());
        }
        assertThat(apply(new Entry.StateHashed(state.hashedEntries(), state.hash())))
                .isEqualTo(Verdict.APPLIED);
        assertThat(apply(new Entry.StateHashed(7, 0))).isEqualTo(Verdict.APPLIED);
        assertThatThrownBy(() -> apply(new Entry.StateHashed(state.hashedEntries(), state.hash() + 1)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("after 1000 entries");
    }

    @Test
    void rulesThatThisBuildDoesNotKnowStopIt() {
        apply(Entries.founded());
        assertThatThrownBy(() -> apply(new Entry.RulesRaised(ReplicatedState.RULES + 1)))
                .isInstanceOf(UnknownRulesException.class)
                .hasMessageContaining("start a newer build");
    }

    @Test
    void tokensJumpAfterARestore() {
        apply(Entries.founded());
        long gateway = open("n1", 5);
        apply(new Entry.Restored("9f3a0002", 1_000_000));
        apply(Entries.batch(gateway, 1, Entries.join(1)));
        assertThat(effects)
                .singleElement()
                .satisfies(effect -> assertThat(
                                ((Effect.MemberJoined) effect).place().token())
                        .isEqualTo(1_000_001));
        assertThat(state.epoch()).isEqualTo("9f3a0002");
    }

    @Test
    void otherLimitsHoldFromTheirEntryOn() {
        apply(Entries.founded());
        long gateway = open("n1", 5);
        assertThat(state.differsFrom(Limits.DEFAULTS, Set.of())).isFalse();
        assertThat(state.differsFrom(Limits.DEFAULTS.withCapacity(1), Set.of())).isTrue();
        apply(new Entry.Settled(Limits.DEFAULTS.withCapacity(1), Set.of()));
        assertThat(state.differsFrom(Limits.DEFAULTS.withCapacity(1), Set.of())).isFalse();
        apply(Entries.batch(gateway, 1, Entries.join(1), Entries.join(2)));
        assertThat(effects).hasSize(2).last().isInstanceOf(Effect.Rejected.class);
    }

    @Test
    void inputsThatAreNotOfAConnectionAreNotProposed() {
        Proposals proposals = new Proposals((entry, attempt) -> {});
        proposals.start(1);
        assertThatThrownBy(() -> proposals.add(new Input.TimeAdvanced(5), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
