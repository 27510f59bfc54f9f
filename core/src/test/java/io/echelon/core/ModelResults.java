package io.echelon.core;

import java.util.ArrayList;
import java.util.List;

/// The commands that anything is kept of for who asks, as the [Model] has them: in the order in which
/// the first of it came.
final class ModelResults {
    private long maxBytes;
    private final List<ModelCommand> commands = new ArrayList<>();

    ModelResults(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(ModelCommand command, long bytes) {
        if (!command.hasResults) {
            return;
        }
        command.resultBytes += bytes;
        if (!commands.contains(command)) {
            commands.add(command);
        }
        forgetOldest();
    }

    void limitTo(long bytes) {
        maxBytes = bytes;
        forgetOldest();
    }

    private void forgetOldest() {
        while (commands.stream().mapToLong(kept -> kept.resultBytes).sum() > maxBytes) {
            forget(commands.getFirst());
        }
    }

    void forget(ModelCommand command) {
        commands.remove(command);
        command.hasResults = false;
        command.results.clear();
    }
}
