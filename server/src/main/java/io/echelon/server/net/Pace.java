package io.echelon.server.net;

import io.echelon.core.CommandId;
import io.echelon.server.StallClock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Slows down news of commands of which only the last matters: the first of a kind is told at once, the
/// others at most every [#INTERVAL_MILLIS], each in the place of those before it that were not told. For
/// the event loop's thread.
final class Pace {
    static final long INTERVAL_MILLIS = 250;
    /// The kind that is about nobody in particular.
    static final long TALLY = 0;

    /// One kind of news of one command. After an interval without any it is forgotten.
    private final class Kind {
        private final CommandId command;
        private final long executor;
        private @Nullable Runnable untold;

        private Kind(CommandId command, long executor) {
            this.command = command;
            this.executor = executor;
        }

        private void onRested() {
            Runnable last = untold;
            untold = null;
            if (last != null) {
                line.add(this);
                last.run();
            } else {
                forget(this);
            }
        }
    }

    private final Map<CommandId, Map<Long, Kind>> kinds = new HashMap<>();
    private final DelayLine<Kind> line;

    Pace(ScheduledExecutorService executor, StallClock clock) {
        this.line = new DelayLine<>(executor, clock, INTERVAL_MILLIS, TimeUnit.MILLISECONDS, Kind::onRested);
    }

    /// Tells the news now or, in the place of what was not told, later.
    ///
    /// @param executor number of the member that it is about, or [#TALLY]
    void tell(CommandId command, long executor, Runnable news) {
        Map<Long, Kind> ofCommand = kinds.computeIfAbsent(command, unused -> new HashMap<>());
        Kind kind = ofCommand.get(executor);
        if (kind == null) {
            kind = new Kind(command, executor);
            ofCommand.put(executor, kind);
            line.add(kind);
            news.run();
        } else {
            kind.untold = news;
        }
    }

    /// What was not told of the command never is.
    void end(CommandId command) {
        Map<Long, Kind> ended = kinds.remove(command);
        if (ended != null) {
            ended.values().forEach(kind -> kind.untold = null);
        }
    }

    /// What was not told of the command and that member never is.
    void end(CommandId command, long executor) {
        Map<Long, Kind> ofCommand = kinds.get(command);
        Kind kind = ofCommand == null ? null : ofCommand.get(executor);
        if (kind != null) {
            kind.untold = null;
        }
    }

    /// What was not told of any command never is.
    void clear() {
        kinds.values().forEach(ofCommand -> ofCommand.values().forEach(kind -> kind.untold = null));
        kinds.clear();
    }

    private void forget(Kind kind) {
        Map<Long, Kind> ofCommand = kinds.get(kind.command);
        if (ofCommand != null && ofCommand.remove(kind.executor, kind) && ofCommand.isEmpty()) {
            kinds.remove(kind.command);
        }
    }
}
