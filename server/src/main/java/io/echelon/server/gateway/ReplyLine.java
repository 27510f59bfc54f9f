package io.echelon.server.gateway;

import io.echelon.protocol.ReplyWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The open requests of one connection, and how their answers leave: in the order of the requests. Those
/// that went through the sequencer are answered in it; what was answered at once waits here behind them.
final class ReplyLine {
    /// One open request.
    sealed interface Slot {}

    /// What an effect will answer.
    enum Kind {
        REQUEST,
        /// A request whose answer is a long list: none other is heard until it has been given.
        LIST,
        /// A request to the cluster, of which the sequencer knows nothing. None other is heard either.
        CLUSTER,
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
        private static final Awaited SILENT = new Awaited(Kind.SILENT, null, null);
        private static final Awaited UNTAGGED = new Awaited(Kind.REQUEST, null, null);

        static Awaited request(@Nullable String tag) {
            return tag == null ? UNTAGGED : new Awaited(Kind.REQUEST, tag, null);
        }

        static Awaited place(@Nullable String tag, @Nullable SessionSecret session) {
            return new Awaited(Kind.REQUEST, tag, session);
        }

        /// What is answered only to who wants an answer.
        static Awaited unasked(@Nullable String tag) {
            return tag == null ? SILENT : request(tag);
        }

        static Awaited list(@Nullable String tag) {
            return new Awaited(Kind.LIST, tag, null);
        }

        static Awaited cluster(@Nullable String tag) {
            return new Awaited(Kind.CLUSTER, tag, null);
        }

        private boolean isLong() {
            return kind == Kind.LIST || kind == Kind.CLUSTER;
        }
    }

    /// Waits for its turn only.
    static final class Answered implements Slot {
        private final byte[] lines;

        Answered(byte[] lines) {
            this.lines = lines;
        }
    }

    private final Outlet outlet;

    /// Mostly there is one open request, or none.
    private @Nullable Slot first;

    private @Nullable ArrayDeque<Slot> others;

    ReplyLine(Outlet outlet) {
        this.outlet = outlet;
    }

    int size() {
        return (first == null ? 0 : 1) + (others == null ? 0 : others.size());
    }

    boolean isEmpty() {
        return first == null;
    }

    /// Whether the last request is to be answered before another is heard.
    boolean endsWithList() {
        return last() instanceof Awaited awaited && awaited.isLong();
    }

    /// Whether the sequencer owes an answer.
    boolean awaitsEffect() {
        return first instanceof Awaited awaited && awaited.kind() != Kind.CLUSTER;
    }

    private @Nullable Slot last() {
        return others == null || others.isEmpty() ? first : others.peekLast();
    }

    /// Writes lines that are no answer, or the one whose turn it is.
    void say(ReplyWriter writer) {
        outlet.write(writer.array(), writer.length());
    }

    /// An answer that needs no effect still takes its turn.
    void answer(ReplyWriter writer) {
        if (isEmpty()) {
            say(writer);
        } else {
            add(new Answered(Arrays.copyOf(writer.array(), writer.length())));
        }
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

    /// Writes what waited for its turn only, if that has come.
    void sendAnswered() {
        while (first instanceof Answered answered) {
            outlet.write(answered.lines, answered.lines.length);
            moveUp();
        }
    }

    /// Answers the last, which takes its turn all the same.
    void answerLast(ReplyWriter writer) {
        if (others == null || others.isEmpty()) {
            first = null;
        } else {
            others.removeLast();
        }
        answer(writer);
    }

    /// Answers all that is awaited, which will not be answered otherwise, and writes what waited behind it.
    void answerAll(Function<Awaited, ReplyWriter> answers) {
        while (first instanceof Awaited awaited) {
            moveUp();
            if (awaited.kind() != Kind.SILENT) {
                say(answers.apply(awaited));
            }
            sendAnswered();
        }
    }

    private void moveUp() {
        first = others == null ? null : others.poll();
    }
}
