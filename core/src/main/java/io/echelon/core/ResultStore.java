package io.echelon.core;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Bounds the bytes of all outcomes that are kept for who asks for them later. When there are too
/// many, those of the command that had the first are forgotten; its tally is not.
final class ResultStore {
    private long limitBytes;
    /// Those of which bytes are counted, oldest first.
    private final SequencedSet<Dispatch> dispatches = new LinkedHashSet<>();

    private long bytes;

    ResultStore(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /// Counts so much more for a command.
    void add(Dispatch dispatch, long moreBytes) {
        dispatches.add(dispatch);
        dispatch.resultBytes += moreBytes;
        bytes += moreBytes;
        forgetOldest();
    }

    void limitTo(long bytesAtMost) {
        limitBytes = bytesAtMost;
        forgetOldest();
    }

    private void forgetOldest() {
        while (bytes > limitBytes && !dispatches.isEmpty()) {
            Dispatch oldest = dispatches.getFirst();
            forget(oldest);
            oldest.forgetResults();
        }
    }

    /// The command is not known any more.
    void forget(Dispatch dispatch) {
        if (dispatches.remove(dispatch)) {
            bytes -= dispatch.resultBytes;
            dispatch.resultBytes = 0;
        }
    }

    void save(SnapshotWriter writer) {
        writer.put(dispatches.size());
        for (Dispatch dispatch : dispatches) {
            writer.put(dispatch.id.group());
            writer.put(dispatch.id.number());
            writer.put(dispatch.resultBytes);
        }
    }

    void load(SnapshotReader reader, Groups groups) {
        for (int left = reader.nextInt(); left > 0; left--) {
            Group group = groups.at(reader.nextInt(0, groups.count() - 1));
            Dispatch dispatch = group.dispatches().loaded(reader.nextLong());
            dispatch.resultBytes = reader.nextLong(0, Long.MAX_VALUE - bytes);
            bytes += dispatch.resultBytes;
            dispatches.add(dispatch);
        }
    }
}
