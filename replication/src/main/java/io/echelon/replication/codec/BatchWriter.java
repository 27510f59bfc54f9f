package io.echelon.replication.codec;

import io.echelon.core.Input;

/// Writes inputs one by one, as they come, into what becomes one entry.
public final class BatchWriter {
    private final Packer inputs = new Packer();
    private final Packer entry = new Packer();
    private int count;

    public void add(Input input) {
        InputCodec.write(inputs, input);
        count++;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /// Bytes so far.
    public int length() {
        return inputs.length();
    }

    /// @return the entry with all inputs since the last one, which are forgotten here
    public byte[] take(long gateway, long sequence) {
        entry.clear();
        EntryCodec.startBatch(entry, gateway, sequence, count);
        entry.append(inputs);
        clear();
        return entry.toBytes();
    }

    public void clear() {
        inputs.clear();
        count = 0;
    }
}
