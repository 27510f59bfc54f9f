package io.echelon.core;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The commands of a group that are still known: the open ones, and the closed ones in the order in
/// which they closed, until they are too many or too old.
final class CommandLedger {
    private final CommandTable known = new CommandTable();
    private final Deque<Command> closed = new ArrayDeque<>();
    private final Limits limits;
    private final Clock clock;
    private final ResultStore results;

    CommandLedger(Limits limits, Clock clock, ResultStore results) {
        this.limits = limits;
        this.clock = clock;
        this.results = results;
    }

    void addOpen(Dispatch dispatch) {
        known.add(dispatch);
    }

    /// Keeps a command that never had to be open.
    void addClosed(Command command) {
        known.add(command);
        keepClosed(command);
    }

    void close(Dispatch dispatch) {
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
