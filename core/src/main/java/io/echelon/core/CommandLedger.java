package io.echelon.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The commands of a group that are still known: the open ones in the order in which they were
/// sequenced, the closed ones in the order in which they closed, until they are too many or too old.
final class CommandLedger {
    private final CommandTable known = new CommandTable();
    private final SequencedSet<Dispatch> open = new LinkedHashSet<>();
    private final Deque<Command> closed = new ArrayDeque<>();
    private final Limits limits;
    private final Clock clock;
    private final ResultStore results;

    CommandLedger(Limits limits, Clock clock, ResultStore results) {
        this.limits = limits;
        this.clock = clock;
        this.results = results;
    }

    /// A copy, so that commands may be closed while it is gone through.
    List<Dispatch> open() {
        return new ArrayList<>(open);
    }

    void addOpen(Dispatch dispatch) {
        known.add(dispatch);
        open.add(dispatch);
    }

    /// Keeps a command that never had to be open.
    void addClosed(Command command) {
        known.add(command);
        keepClosed(command);
    }

    void close(Dispatch dispatch) {
        open.remove(dispatch);
        keepClosed(dispatch);
    }

    private void keepClosed(Command command) {
        command.close(clock.nowMillis());
        closed.add(command);
        if (closed.size() > limits.maxClosedCommands()) {
            forgetOldest();
        }
    }

    @Nullable
    Command find(long number) {
        Command command = known.find(number);
        if (command != null && !command.isClosed()) {
            return command;
        }
        forgetOld();
        return known.find(number);
    }

    private void forgetOld() {
        long oldestMillis = clock.nowMillis() - limits.closedMillis();
        while (!closed.isEmpty() && closed.getFirst().closedMillis() < oldestMillis) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Command command = closed.removeFirst();
        known.remove(command);
        if (command instanceof Dispatch dispatch) {
            results.forget(dispatch);
        }
        if (command.original != null) {
            command.sender.forget(command.original.key(), command);
        }
    }
}
