package io.echelon.server.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// The connections for which lines wait: they are flushed with the batch or, if there is none, soon. For the
/// event loop's thread.
final class Unflushed {
    private final Executor loop;
    private final List<Connection> connections = new ArrayList<>();
    private final Runnable behind = this::flushBehind;
    private final Runnable now = this::flush;
    private boolean isDue;

    Unflushed(Executor loop) {
        this.loop = loop;
    }

    void add(Connection connection) {
        connections.add(connection);
        if (!isDue) {
            isDue = true;
            loop.execute(behind);
        }
    }

    /// Lets what has been offered meanwhile be carried out first: its lines leave with those that wait.
    private void flushBehind() {
        if (isDue) {
            loop.execute(now);
        }
    }

    void flush() {
        isDue = false;
        for (int index = 0; index < connections.size(); index++) { // By index: a flush may touch others.
            if (connections.get(index).isTouched()) {
                connections.get(index).flush();
            }
        }
        connections.clear();
    }
}
