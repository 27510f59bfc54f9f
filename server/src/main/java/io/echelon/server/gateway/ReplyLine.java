package io.echelon.server.gateway;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The open requests of one connection, in their order. Those that went through the sequencer are
/// answered in it; what was answered at once waits here behind them.
final class ReplyLine {
    /// One open request.
    sealed interface Slot {}

    /// Waits for an effect.
    ///
    /// @param isAutojoin whether nobody asked: it is answered by an event
    record Awaited(@Nullable String tag, boolean isAutojoin) implements Slot {
        static final Awaited AUTOJOIN = new Awaited(null, true);
        static final Awaited UNTAGGED = new Awaited(null, false);

        static Awaited tagged(@Nullable String tag) {
            return tag == null ? UNTAGGED : new Awaited(tag, false);
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
