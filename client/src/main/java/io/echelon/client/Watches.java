package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who wants to hear how commands get on. Any thread may call.
final class Watches {
    /// No command has it.
    static final long ALL = 0;

    private final Client client;
    private final Map<Long, CommandListener> listeners = new ConcurrentHashMap<>();

    Watches(Client client) {
        this.client = client;
    }

    /// Asks for it, and waits for the answer.
    void begin(GroupView view, long command, CommandListener listener) throws IOException {
        listeners.put(command, listener);
        try {
            view.ask(new Request.Watch(null, subject(command), command));
        } catch (IOException failure) {
            listeners.remove(command);
            throw failure;
        }
    }

    /// Asks for it, and waits for the answer.
    void end(GroupView view, long command) throws IOException {
        listeners.remove(command);
        view.ask(new Request.Unwatch(null, subject(command), command));
    }

    private static Request.Subject subject(long command) {
        return command == ALL ? Request.Subject.COMMANDS : Request.Subject.COMMAND;
    }

    void clear() {
        listeners.clear();
    }

    void onOutput(Reply.Event event) throws GarbledReplyException {
        Output output = Output.read(event);
        CommandListener listener = find(output.command());
        if (listener != null) {
            client.laterIfRoom(() -> listener.onOutput(output), output.body().length);
        }
    }

    void onProgress(Reply.Event event) throws GarbledReplyException {
        Progress progress = Progress.read(event);
        CommandListener listener = find(progress.command());
        if (listener != null) {
            client.laterIfRoom(() -> listener.onProgress(progress), 0);
        }
    }

    void onTally(Reply.Event event) throws GarbledReplyException {
        Tally tally = Tally.readMoved(event.fields());
        CommandListener listener = find(tally.command());
        if (!tally.isOpen()) {
            listeners.remove(tally.command());
        }
        if (listener != null && tally.isOpen()) {
            client.laterIfRoom(() -> listener.onTally(tally), 0);
        } else if (listener != null) {
            client.later(() -> listener.onTally(tally));
        }
    }

    private @Nullable CommandListener find(long command) {
        CommandListener one = listeners.get(command);
        return one == null ? listeners.get(ALL) : one;
    }
}
