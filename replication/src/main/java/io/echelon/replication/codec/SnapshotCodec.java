package io.echelon.replication.codec;

import io.echelon.replication.ReplicatedState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// A state as a file: eight bytes that say what it is, the version of the format, the state, and a checksum
/// (CRC-32C) of all before it.
public final class SnapshotCodec {
    /// Raised when a state is written otherwise; older ones are still read.
    public static final int VERSION = 1;

    /// "ECHELON" and a zero byte.
    private static final long MAGIC = 0x4543_4845_4c4f_4e00L;

    private SnapshotCodec() {}

    public static byte[] toBytes(ReplicatedState state) {
        Packer packer = new Packer();
        packer.putWhole(MAGIC);
        packer.put(VERSION);
        state.save(packer);
        packer.putWhole(checksum(ByteBuffer.wrap(packer.toBytes())));
        return packer.toBytes();
    }

    /// @throws DamagedSnapshotException if it is none, or not as it was written
    public static ReplicatedState fromBytes(byte[] bytes) throws DamagedSnapshotException {
        if (bytes.length < 2 * Long.BYTES) {
            throw new DamagedSnapshotException("it is too short");
        }
        int end = bytes.length - Long.BYTES;
        long sum = ByteBuffer.wrap(bytes).getLong(end);
        if (sum != checksum(ByteBuffer.wrap(bytes, 0, end))) {
            throw new DamagedSnapshotException("its checksum is wrong");
        }
        try {
            Unpacker unpacker = new Unpacker(ByteBuffer.wrap(bytes, 0, end));
            if (unpacker.nextWhole() != MAGIC) {
                throw new DamagedSnapshotException("it is no snapshot");
            }
            long version = unpacker.nextLong();
            if (version != VERSION) {
                throw new DamagedSnapshotException(
                        "it has version " + version + " of the format, and this build reads " + VERSION);
            }
            ReplicatedState state = ReplicatedState.load(unpacker);
            if (!unpacker.isEmpty()) {
                throw new DamagedSnapshotException("there is more than a state");
            }
            return state;
        } catch (IllegalArgumentException wrong) {
            throw new DamagedSnapshotException(String.valueOf(wrong.getMessage()));
        }
    }

    /// Writes a file that is there as a whole or not at all, and on the disk when this returns.
    ///
    /// @param file replaced if it is there
    public static void write(ReplicatedState state, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(toBytes(state));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /// @throws DamagedSnapshotException if it is none, or not as it was written
    public static ReplicatedState read(Path file) throws IOException {
        return fromBytes(Files.readAllBytes(file));
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }
}
