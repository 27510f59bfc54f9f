package io.echelon.core;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Bounds the bytes of all outcomes that are kept for who asks for them later. When there are too
/// many, those of the command that had the first are forgotten; its tally is not.
final class ResultStore {
    private final long limitBytes;
    /// How many bytes are counted for each command, oldest first.
    private final SequencedMap<Dispatch, Long> weights = new LinkedHashMap<>();

    private long bytes;

    ResultStore(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /// Counts so much more for a command.
    void add(Dispatch dispatch, long moreBytes) {
        weights.merge(dispatch, moreBytes, Long::sum);
        bytes += moreBytes;
        while (bytes > limitBytes && !weights.isEmpty()) {
            Dispatch oldest = weights.firstEntry().getKey();
            forget(oldest);
            oldest.forgetResults();
        }
    }

    /// The command is not known any more.
    void forget(Dispatch dispatch) {
        Long weight = weights.remove(dispatch);
        bytes -= weight == null ? 0 : weight;
    }
}
