package io.echelon.server.gateway;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The open requests of one connection, in their order. Those that went through the sequencer are
/// answered in it; what was answered at once waits here behind them.
final class ReplyLine {
    /// One open request.
    sealed interface Slot {}

    /// What an effect will answer.
    enum Kind {
        REQUEST,
        /// A request whose answer is long: none other is heard until it has been given.
        ROSTER,
        /// Nobody asked: it is answered by an event.
        AUTOJOIN
    }

    /// Waits for an effect.
    record Awaited(Kind kind, @Nullable String tag) implements Slot {
        static final Awaited AUTOJOIN = new Awaited(Kind.AUTOJOIN, null);
        private static final Awaited UNTAGGED = new Awaited(Kind.REQUEST, null);

        static Awaited request(@Nullable String tag) {
            return tag == null ? UNTAGGED : new Awaited(Kind.REQUEST, tag);
        }

        static Awaited roster(@Nullable String tag) {
            return new Awaited(Kind.ROSTER, tag);
        }
    }

    /// Waits for its turn only.
    static final class Answered implements Slot {
        private final byte[] lines;

        Answered(byte[] lines) {
            this.lines = lines;
        }
    }

    private static final int FIRST_CAPACITY = 4;

    private @Nullable ArrayDeque<Slot> slots;

    int size() {
        return slots == null ? 0 : slots.size();
    }

    boolean isEmpty() {
        return slots == null || slots.isEmpty();
    }

    /// Whether the last request is one whose answer is long.
    boolean endsWithRoster() {
        return slots != null && slots.peekLast() instanceof Awaited awaited && awaited.kind() == Kind.ROSTER;
    }

    void add(Slot slot) {
        if (slots == null) {
            slots = new ArrayDeque<>(FIRST_CAPACITY);
        }
        slots.add(slot);
    }

    /// Takes the first out, which is awaited: answers come in the order of the requests.
    Awaited takeAwaited() {
        if (slots != null && slots.poll() instanceof Awaited awaited) {
            return awaited;
        }
        throw new NoSuchElementException("an answer that nobody asked for");
    }

    /// @return the lines of the first, if it waited for its turn only and that has come
    byte @Nullable [] takeAnswered() {
        if (slots != null && slots.peek() instanceof Answered answered) {
            slots.poll();
            return answered.lines;
        }
        return null;
    }
}
