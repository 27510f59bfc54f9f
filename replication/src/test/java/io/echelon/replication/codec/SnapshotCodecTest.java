package io.echelon.replication.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.core.Effects;
import io.echelon.replication.Entries;
import io.echelon.replication.Entry;
import io.echelon.replication.ReplicatedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotCodecTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("echelon.root"), "replication/src/test/resources/golden");

    /// A state with something of everything: members with grace and without, one away, a line, commands.
    private static ReplicatedState state() {
        ReplicatedState state = new ReplicatedState();
        long now = 1_000;
        for (Entry entry : Entries.story()) {
            state.apply(entry, now, new Effects());
            now += 10;
        }
        return state;
    }

    @Test
    void aStateComesBackAsItWas() throws IOException {
        ReplicatedState state = state();
        byte[] bytes = SnapshotCodec.toBytes(state);
        ReplicatedState loaded = SnapshotCodec.fromBytes(bytes);
        assertThat(SnapshotCodec.toBytes(loaded)).isEqualTo(bytes);
        assertThat(loaded.epoch()).isEqualTo(state.epoch());
        assertThat(loaded.entries()).isEqualTo(state.entries());
        assertThat(loaded.gateways()).containsExactlyElementsOf(state.gateways());
        assertThat(loaded.stops()).isEqualTo(state.stops());
    }

    /// Whoever upgrades has snapshots of the version before: this file is never changed.
    @Test
    void snapshotsOfTheFirstVersionAreRead() throws IOException {
        Path file = GOLDEN.resolve("snapshot-1.bin");
        if (Boolean.getBoolean("echelon.golden.rewrite")) {
            SnapshotCodec.write(state(), file);
        }
        ReplicatedState loaded = SnapshotCodec.read(file);
        assertThat(SnapshotCodec.toBytes(loaded)).isEqualTo(SnapshotCodec.toBytes(state()));
    }

    @Test
    void everyChangedByteIsFound() {
        byte[] bytes = SnapshotCodec.toBytes(state());
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> SnapshotCodec.fromBytes(changed)).isInstanceOf(DamagedSnapshotException.class);
        }
    }

    @Test
    void oneThatIsCutOffIsFound() {
        byte[] bytes = SnapshotCodec.toBytes(state());
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SnapshotCodec.fromBytes(cut)).isInstanceOf(DamagedSnapshotException.class);
        }
    }

    @Test
    void aFileIsThereAsAWholeAndReplacesTheOneBefore(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("snapshot");
        Files.writeString(file, "older");
        SnapshotCodec.write(state(), file);
        assertThat(SnapshotCodec.read(file).entries()).isEqualTo(state().entries());
        assertThat(folder.toFile().list()).containsExactly("snapshot");
    }
}
