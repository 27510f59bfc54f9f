package io.echelon.server.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Limits;
import io.echelon.core.Profile;
import io.echelon.core.Rollout;
import io.echelon.core.StateMachine;
import io.echelon.core.Target;
import io.echelon.core.Terms;
import io.echelon.server.StallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MemorySequencerTest {
    private static final long DEADLINE_SECONDS = 30;

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final List<Effect> published = new ArrayList<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    @AfterEach
    void stop() {
        loop.shutdownNow();
    }

    @Test
    void whatIsOfferedTogetherIsOneBatchInItsOrder() throws Exception {
        List<Integer> batches = new ArrayList<>();
        MemorySequencer sequencer = sequencer(effects -> batches.add(effects.size()));

        onLoop(() -> {
            sequencer.offer(join(1));
            sequencer.offer(join(2));
            sequencer.offer(new Input.PlaceRequested(new ConnectionId(1)));
        });
        onLoop(() -> {});

        assertThat(batches).containsExactly(3);
        assertThat(published)
                .extracting(effect -> effect.getClass().getSimpleName())
                .containsExactly("MemberJoined", "MemberJoined", "PlaceTold");
    }

    @Test
    void timePassesByItselfWhereACommandWaitsForIt() throws Exception {
        CompletableFuture<Effect> closed = new CompletableFuture<>();
        MemorySequencer sequencer = sequencer(effects -> effects.forEach(effect -> {
            if (effect instanceof Effect.CommandClosed) {
                closed.complete(effect);
            }
        }));

        onLoop(() -> {
            sequencer.offer(join(1));
            sequencer.offer(join(2));
            sequencer.offer(new Input.CommandSubmitted(
                    new ConnectionId(1), Target.ALL, Body.EMPTY, 60_000, 20, Conditions.NONE, Rollout.AT_ONCE));
        });

        assertThat(closed.get(DEADLINE_SECONDS, TimeUnit.SECONDS).toString()).contains("unknown=1");
    }

    @Test
    void aBugStopsItForGood() throws Exception {
        MemorySequencer sequencer = sequencer(effects -> {
            throw new IllegalStateException("a bug");
        });

        onLoop(() -> sequencer.offer(join(1)));
        assertThat(failure.get(DEADLINE_SECONDS, TimeUnit.SECONDS)).hasMessage("a bug");
        int before = published.size();
        onLoop(() -> sequencer.offer(join(2)));
        onLoop(() -> {});

        assertThat(published).hasSize(before);
    }

    private MemorySequencer sequencer(Consumer<Effects> publisher) {
        StateMachine stateMachine = new StateMachine(Limits.DEFAULTS, 0);
        return new MemorySequencer(
                loop,
                new StallClock(System::nanoTime),
                stateMachine,
                effects -> {
                    effects.forEach(published::add);
                    publisher.accept(effects);
                },
                failure::complete);
    }

    private static Input join(long connection) {
        Profile profile = new Profile(null, Map.of(), true);
        return new Input.JoinRequested(new ConnectionId(connection), "main", profile, Terms.NONE, false, false);
    }

    private void onLoop(Runnable action) throws ExecutionException, InterruptedException, TimeoutException {
        loop.submit(action).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
