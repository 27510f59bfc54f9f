package io.echelon.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The verdicts of one member: those that the server has not acknowledged, to be repeated when the member
/// has come back, and what the last others were. Any thread may call.
final class Verdicts {
    private static final int MOST_HEARD = 4_096;
    private static final byte[] NOTHING = {};

    private final Map<Long, Verdict> unheard = new LinkedHashMap<>();
    private final Map<Long, Verdict> heard = new LinkedHashMap<>();
    private long unheardBytes;
    private boolean isClosed;

    /// Waits until there is room for another, also when interrupted: the mark of the thread stays set.
    synchronized void awaitRoom() {
        boolean wasInterrupted = false;
        while (!isClosed && unheardBytes >= ClientOptions.MAX_UNHEARD_VERDICT_BYTES) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Keeps a verdict until it was heard, in the place of an earlier one.
    ///
    /// @param line where it is to be sent, asked at the same moment
    /// @return the line; null if it will be [#repeat]ed on the next one instead
    synchronized @Nullable Connection keep(long command, Verdict verdict, Supplier<@Nullable Connection> line) {
        forget(command);
        unheard.put(command, verdict);
        unheardBytes += verdict.body().length;
        return line.get();
    }

    /// The server knows the verdict. What it was is kept for a while, without its text.
    synchronized void onHeard(long command) {
        Verdict verdict = forget(command);
        if (verdict == null) {
            return;
        }
        heard.put(command, new Verdict(verdict.outcome(), verdict.code(), NOTHING));
        if (heard.size() > MOST_HEARD) {
            heard.remove(heard.keySet().iterator().next());
        }
    }

    /// What the server was told and has acknowledged.
    synchronized @Nullable Verdict findHeard(long command) {
        return heard.get(command);
    }

    /// Says again what was not heard, in its order, and has what is kept from then on sent elsewhere.
    ///
    /// @param opening of the line for everybody
    synchronized void repeat(BiConsumer<Long, Verdict> sender, Runnable opening) {
        unheard.forEach(sender);
        opening.run();
    }

    /// Nobody will hear any.
    synchronized void close() {
        isClosed = true;
        unheard.clear();
        unheardBytes = 0;
        notifyAll();
    }

    private @Nullable Verdict forget(long command) {
        Verdict verdict = unheard.remove(command);
        if (verdict != null) {
            unheardBytes -= verdict.body().length;
            notifyAll();
        }
        return verdict;
    }
}
