package io.echelon.server.sequence;

import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Sequencer;
import io.echelon.core.StateMachine;
import io.echelon.server.StallClock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives inputs the order in which they were offered, in memory. It lives on one thread, the
/// executor's: there inputs must be offered, and there, once all that is ready to be read has been
/// read, they are applied as one batch and their effects published. No hand-over, no lock.
public final class MemorySequencer implements Sequencer {
    private final ScheduledExecutorService executor;
    private final StateMachine stateMachine;
    private final Consumer<Effects> publisher;
    private final Consumer<Throwable> onFailure;
    private final Queue<Input> waiting = new ArrayDeque<>();
    private final Effects effects = new Effects();
    private final StallClock clock;
    private final Runnable drain = this::drain;
    private boolean isDrainDue;
    private boolean hasFailed;
    private long tickMillis = StateMachine.NO_DEADLINE;
    private @Nullable ScheduledFuture<?> tick;

    /// @param clock that deadlines go by
    /// @param publisher carries effects out, before the next batch; they are gone when it returns
    /// @param onFailure told once of a bug in the core or the publisher, after which every input is
    ///     dropped
    public MemorySequencer(
            ScheduledExecutorService executor,
            StallClock clock,
            StateMachine stateMachine,
            Consumer<Effects> publisher,
            Consumer<Throwable> onFailure) {
        this.executor = executor;
        this.clock = clock;
        this.stateMachine = stateMachine;
        this.publisher = publisher;
        this.onFailure = onFailure;
    }

    @Override
    public void offer(Input input) {
        waiting.add(input);
        if (!isDrainDue) {
            isDrainDue = true;
            executor.execute(drain);
        }
    }

    private void drain() {
        isDrainDue = false;
        if (hasFailed) {
            waiting.clear();
            return;
        }
        try {
            applyBatch();
        } catch (RuntimeException | Error bug) {
            hasFailed = true;
            waiting.clear();
            onFailure.accept(bug);
        }
    }

    private void applyBatch() {
        stateMachine.apply(new Input.TimeAdvanced(nowMillis()), effects);
        for (Input input = waiting.poll(); input != null; input = waiting.poll()) {
            stateMachine.apply(input, effects);
        }
        publisher.accept(effects);
        effects.clear();
        scheduleTick();
    }

    /// One timer, for the deadline that comes first; none while nothing waits for time to pass.
    private void scheduleTick() {
        long deadlineMillis = stateMachine.nextDeadlineMillis();
        if (deadlineMillis >= tickMillis) {
            return; // The tick that is set comes early enough, and will set the next.
        }
        if (tick != null) {
            tick.cancel(false);
        }
        tickMillis = deadlineMillis;
        tick = executor.schedule(this::onTick, deadlineMillis - nowMillis(), TimeUnit.MILLISECONDS);
    }

    private void onTick() {
        tickMillis = StateMachine.NO_DEADLINE;
        tick = null;
        drain();
    }

    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }
}
