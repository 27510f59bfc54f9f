package io.echelon.server.net;

import io.echelon.server.StallClock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does the same thing to each of many after the same delay, with one timer for all: what is put in
/// first is due first. For the executor's thread.
final class DelayLine<T> {
    /// A place in the line.
    static final class Ticket<T> {
        private final long dueNanos;
        private @Nullable T payload;

        private Ticket(long dueNanos, T payload) {
            this.dueNanos = dueNanos;
            this.payload = payload;
        }

        /// From now on it is not due any more, and nothing holds on to the payload.
        void cancel() {
            payload = null;
        }
    }

    private final ScheduledExecutorService executor;
    private final StallClock clock;
    private final long delayNanos;
    private final Consumer<T> onDue;
    private final Queue<Ticket<T>> line = new ArrayDeque<>();
    private boolean isTimerSet;

    DelayLine(ScheduledExecutorService executor, StallClock clock, long delay, TimeUnit unit, Consumer<T> onDue) {
        this.executor = executor;
        this.clock = clock;
        this.delayNanos = unit.toNanos(delay);
        this.onDue = onDue;
    }

    Ticket<T> add(T payload) {
        Ticket<T> ticket = new Ticket<>(clock.nanos() + delayNanos, payload);
        line.add(ticket);
        setTimer();
        return ticket;
    }

    private void setTimer() {
        Ticket<T> first = line.peek();
        if (first != null && !isTimerSet) {
            isTimerSet = true;
            executor.schedule(this::onTimer, first.dueNanos - clock.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void onTimer() {
        isTimerSet = false;
        for (Ticket<T> first = line.peek(); first != null && isPassed(first); first = line.peek()) {
            line.poll();
            T payload = first.payload;
            if (payload != null) {
                onDue.accept(payload);
            }
        }
        setTimer();
    }

    private boolean isPassed(Ticket<?> ticket) {
        return ticket.payload == null || ticket.dueNanos - clock.nanos() <= 0;
    }
}
