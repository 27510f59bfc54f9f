package io.echelon.testkit.simulation;

import io.echelon.core.SnapshotOutput;
import io.echelon.replication.ReplicatedState;
import io.echelon.replication.codec.Packer;
import io.echelon.replication.codec.Unpacker;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/// A snapshot in which one number is another.
final class TamperedSnapshot extends Flaws {
    /// Which number of a snapshot it is, from 0, by the order in which [ReplicatedState#save] puts them.
    enum Part {
        ENTRIES(1),
        LAST_GATEWAY(4),
        /// Of the first gateway.
        SEQUENCE(9);

        private final int index;

        Part(int index) {
            this.index = index;
        }
    }

    private final Part tampered;
    private final LongUnaryOperator change;

    TamperedSnapshot(Part tampered, LongUnaryOperator change) {
        this.tampered = tampered;
        this.change = change;
    }

    @Override
    byte[] save(ReplicatedState state) {
        Packer packer = new Packer();
        state.save(new SnapshotOutput() {
            private int numbers;

            @Override
            public void put(long value) {
                boolean isIt = numbers++ == tampered.index;
                packer.put(isIt ? change.applyAsLong(value) : value);
            }

            @Override
            public void put(String text) {
                packer.put(text);
            }

            @Override
            public void put(byte[] bytes) {
                packer.put(bytes);
            }
        });
        return packer.toBytes();
    }

    @Override
    ReplicatedState load(byte[] snapshot) {
        return ReplicatedState.load(new Unpacker(ByteBuffer.wrap(snapshot)));
    }
}
