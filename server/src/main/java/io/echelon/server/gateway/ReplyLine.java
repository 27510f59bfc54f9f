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
        /// A request whose answer is a long list: none other is heard until it has been given.
        LIST,
        /// Nobody asked: it is answered by an event.
        AUTOJOIN,
        /// Nobody wants to know.
        SILENT
    }

    /// Waits for an effect.
    ///
    /// @param session what the member is to come back with, if the request brings one
    record Awaited(
            Kind kind, @Nullable String tag, @Nullable SessionSecret session) implements Slot {
        static final Awaited AUTOJOIN = new Awaited(Kind.AUTOJOIN, null, null);
        static final Awaited SILENT = new Awaited(Kind.SILENT, null, null);
        private static final Awaited UNTAGGED = new Awaited(Kind.REQUEST, null, null);

        static Awaited request(@Nullable String tag) {
            return tag == null ? UNTAGGED : new Awaited(Kind.REQUEST, tag, null);
        }

        static Awaited place(@Nullable String tag, @Nullable SessionSecret session) {
            return new Awaited(Kind.REQUEST, tag, session);
        }

        static Awaited list(@Nullable String tag) {
            return new Awaited(Kind.LIST, tag, null);
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
    boolean endsWithList() {
        return slots != null && slots.peekLast() instanceof Awaited awaited && awaited.kind() == Kind.LIST;
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
