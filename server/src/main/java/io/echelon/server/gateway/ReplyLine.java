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

    /// Mostly there is one open request, or none.
    private @Nullable Slot first;

    private @Nullable ArrayDeque<Slot> others;

    int size() {
        return (first == null ? 0 : 1) + (others == null ? 0 : others.size());
    }

    boolean isEmpty() {
        return first == null;
    }

    /// Whether the last request is one whose answer is long.
    boolean endsWithList() {
        Slot last = others == null || others.isEmpty() ? first : others.peekLast();
        return last instanceof Awaited awaited && awaited.kind() == Kind.LIST;
    }

    void add(Slot slot) {
        if (first == null) {
            first = slot;
            return;
        }
        if (others == null) {
            others = new ArrayDeque<>();
        }
        others.add(slot);
    }

    /// Takes the first out, which is awaited: answers come in the order of the requests.
    Awaited takeAwaited() {
        if (first instanceof Awaited awaited) {
            moveUp();
            return awaited;
        }
        throw new NoSuchElementException("an answer that nobody asked for");
    }

    /// @return the lines of the first, if it waited for its turn only and that has come
    byte @Nullable [] takeAnswered() {
        if (first instanceof Answered answered) {
            moveUp();
            return answered.lines;
        }
        return null;
    }

    private void moveUp() {
        first = others == null ? null : others.poll();
    }
}
