package io.echelon.cli;

import io.echelon.client.CommandListener;
import io.echelon.client.Membership;
import io.echelon.client.Output;
import io.echelon.client.Progress;
import io.echelon.client.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who hears how commands get on through one member, which itself has one listener for each command. Any thread may
/// call.
final class Watchers {
    private final Membership member;
    /// Unmodifiable, and not empty. Changed with the lock of this only.
    private final Map<Long, List<CommandListener>> listeners = new ConcurrentHashMap<>();

    Watchers(Membership member) {
        this.member = member;
    }

    /// Lets one more hear of a command until it has closed. Waits for the server.
    ///
    /// @throws IOException as of [Membership#watch]
    synchronized void add(long command, CommandListener listener) throws IOException {
        List<CommandListener> more = new ArrayList<>(listeners.getOrDefault(command, List.of()));
        more.add(listener);
        listeners.put(command, List.copyOf(more));
        try {
            member.watch(command, new ToAll(command));
        } catch (IOException failure) {
            drop(command, listener);
            throw failure;
        }
    }

    /// Lets it hear no more. Waits for the server where nobody else listens.
    ///
    /// @throws IOException as of [Membership#unwatch]
    synchronized void remove(long command, CommandListener listener) throws IOException {
        if (drop(command, listener)) {
            member.unwatch(command);
        }
    }

    /// @return whether it was the last one
    private boolean drop(long command, CommandListener listener) {
        List<CommandListener> fewer = new ArrayList<>(listeners.getOrDefault(command, List.of()));
        boolean wasThere = fewer.remove(listener);
        if (fewer.isEmpty()) {
            listeners.remove(command);
            return wasThere;
        }
        listeners.put(command, List.copyOf(fewer));
        return false;
    }

    private final class ToAll implements CommandListener {
        private final long command;

        ToAll(long command) {
            this.command = command;
        }

        @Override
        public void onOutput(Output output) {
            tell(listener -> listener.onOutput(output));
        }

        @Override
        public void onProgress(Progress progress) {
            tell(listener -> listener.onProgress(progress));
        }

        @Override
        public void onTally(Tally tally) {
            tell(listener -> listener.onTally(tally));
            if (!tally.isOpen()) {
                forget();
            }
        }

        private void tell(Consumer<CommandListener> news) {
            listeners.getOrDefault(command, List.of()).forEach(news);
        }

        private void forget() {
            listeners.remove(command);
        }
    }
}
