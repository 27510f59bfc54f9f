package io.echelon.testkit.simulation;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// Simulated time: it stands still while something happens and then jumps to what happens next.
final class Timeline {
    private record Event(long nanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNanos;
    private long added;
    private long steps;

    long nowNanos() {
        return nowNanos;
    }

    long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos);
    }

    /// How many events there were.
    long steps() {
        return steps;
    }

    /// What is to happen at the same time happens in the order in which it was said.
    void afterMicros(long micros, Runnable action) {
        atNanos(nowNanos + TimeUnit.MICROSECONDS.toNanos(micros), action);
    }

    void afterMillis(long millis, Runnable action) {
        afterMicros(TimeUnit.MILLISECONDS.toMicros(millis), action);
    }

    /// @param nanos a time that is past means now
    void atNanos(long nanos, Runnable action) {
        events.add(new Event(Math.max(nanos, nowNanos), added++, action));
    }

    /// Lets everything happen until a time.
    void runUntilMillis(long millis) {
        long endNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        for (Event next = events.peek(); next != null && next.nanos <= endNanos; next = events.peek()) {
            events.remove();
            nowNanos = next.nanos;
            steps++;
            next.action.run();
        }
        nowNanos = endNanos;
    }
}
