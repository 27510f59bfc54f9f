package io.echelon.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The commands of a group that are still known: the open ones, and the closed ones in the order in
/// which they closed, until they are too many or too old.
final class CommandLedger {
    private final CommandTable known = new CommandTable();
    private final Deque<Command> closed = new ArrayDeque<>();
    private final Settings settings;
    private final Clock clock;
    private final ResultStore results;

    CommandLedger(Shared shared) {
        this.settings = shared.settings();
        this.clock = shared.clock();
        this.results = shared.results();
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
        forgetTooMany();
    }

    /// Forgets the oldest of those that are more than may be kept.
    void forgetTooMany() {
        while (closed.size() > settings.limits().maxClosedCommands()) {
            forgetOldest();
        }
    }

    /// @return the command of that number, however old it is, or null
    @Nullable
    Command known(long number) {
        return known.find(number);
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
        long oldestMillis = clock.nowMillis() - settings.limits().closedMillis();
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

    /// The open ones in the order in which they were sequenced, the closed ones in that in which they closed.
    void save(SnapshotWriter writer) {
        List<Dispatch> open = known.open();
        writer.put(open.size());
        for (Dispatch dispatch : open) {
            dispatch.save(writer);
            dispatch.saveProgress(writer);
        }
        writer.put(closed.size());
        for (Command command : closed) {
            writer.put(command instanceof Dispatch);
            command.save(writer);
            writer.put(command.closedMillis());
        }
    }

    /// @param group its number
    /// @param senders finds each by its number
    /// @return the open ones, in the order in which they were sequenced
    List<Dispatch> load(SnapshotReader reader, int group, LongFunction<Member> senders) {
        List<Dispatch> open = new ArrayList<>();
        for (int left = reader.nextInt(); left > 0; left--) {
            Dispatch dispatch = Dispatch.load(reader, group, senders);
            dispatch.loadProgress(reader);
            if (!open.isEmpty() && open.getLast().id.number() >= dispatch.id.number()) {
                throw SnapshotReader.wrong(dispatch.id + " is not in its place");
            }
            add(dispatch);
            open.add(dispatch);
        }
        for (int left = reader.nextInt(); left > 0; left--) {
            boolean isDispatch = reader.nextBoolean();
            Command command = isDispatch ? Dispatch.load(reader, group, senders) : Command.load(reader, group, senders);
            command.close(reader.nextLong());
            add(command);
            closed.add(command);
        }
        return open;
    }

    private void add(Command command) {
        if (known.find(command.id.number()) != null) {
            throw SnapshotReader.wrong("two commands are " + command.id);
        }
        known.add(command);
        if (command.original != null) {
            command.sender.remember(command.original.key(), command);
        }
    }
}
