package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultStoreTest {
    private static final Member SENDER = new Member(new MemberId(0, 1), new ConnectionId(1), Profile.NONE, Terms.NONE);

    private final ResultStore store = new ResultStore(100);
    private final Dispatch first = dispatch(1);
    private final Dispatch second = dispatch(2);
    private final Dispatch third = dispatch(3);

    @Test
    void thoseOfTheCommandThatHadTheFirstAreForgotten() {
        store.add(first, 40);
        store.add(second, 40);
        store.add(first, 20);
        assertThat(first.hasResults()).isTrue();

        store.add(second, 1);

        assertThat(first.hasResults()).isFalse();
        assertThat(first.results(null)).allMatch(result -> result.elapsedMillis() == 0);
        assertThat(second.hasResults()).isTrue();
    }

    @Test
    void asManyAreForgottenAsHaveTo() {
        store.add(first, 40);
        store.add(second, 40);

        store.add(third, 100);

        assertThat(first.hasResults()).isFalse();
        assertThat(second.hasResults()).isFalse();
        assertThat(third.hasResults()).isTrue();
    }

    @Test
    void oneThatIsTooLargeByItselfIsForgottenToo() {
        store.add(first, 101);

        assertThat(first.hasResults()).isFalse();

        store.add(second, 100);
        assertThat(second.hasResults()).isTrue();
    }

    @Test
    void aCommandThatIsNotKnownAnyMoreMakesRoom() {
        store.add(first, 100);
        store.forget(first);
        store.forget(first);

        store.add(second, 100);

        assertThat(second.hasResults()).isTrue();
    }

    /// With a result of its only target.
    private static Dispatch dispatch(long number) {
        Input.CommandSubmitted submitted = new Input.CommandSubmitted(
                new ConnectionId(1), Target.ALL, Body.EMPTY, 1_000, 1_000, Conditions.NONE, Rollout.AT_ONCE);
        Targets targets = Targets.of(new long[] {2}, 1);
        Dispatch dispatch =
                new Dispatch(new CommandId(0, number), SENDER, 0, submitted, Recipients.of(2), targets, null, 0);
        dispatch.keepVerdict(0, new Verdict(Outcome.DONE, null, Body.EMPTY), 5);
        return dispatch;
    }
}
