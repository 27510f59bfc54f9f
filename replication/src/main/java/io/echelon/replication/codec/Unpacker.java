package io.echelon.replication.codec;

import io.echelon.core.SnapshotInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Takes values out of bytes that a [Packer] put in. Throws [IllegalArgumentException] where there is no such
/// value; never takes more memory than there are bytes.
public final class Unpacker implements SnapshotInput {
    private static final int SEVEN_BITS = 0x7f;

    private final ByteBuffer bytes;

    /// @param bytes from its position to its limit
    public Unpacker(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    public boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    @Override
    public long nextLong() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = nextByte();
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }

    /// @param smallest that it may be
    /// @param largest inclusive
    int nextInt(int smallest, int largest) {
        long value = nextLong();
        if (value < smallest || value > largest) {
            throw new IllegalArgumentException(value + " is not from " + smallest + " to " + largest);
        }
        return (int) value;
    }

    int nextInt() {
        return nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// How many values follow, each of a byte at least.
    int nextCount() {
        long count = nextLong();
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException("there are no " + count + " values left");
        }
        return (int) count;
    }

    boolean nextBoolean() {
        return switch (nextByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IllegalArgumentException("neither yes nor no");
        };
    }

    @Override
    public String nextText() {
        return new String(nextBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] nextBytes() {
        byte[] value = new byte[nextCount()];
        bytes.get(value);
        return value;
    }

    /// What [Packer#putWhole] put in.
    public long nextWhole() {
        if (bytes.remaining() < Long.BYTES) {
            throw new IllegalArgumentException("the end comes too early");
        }
        return bytes.getLong();
    }

    @Nullable
    String nextOptionalText() {
        return nextBoolean() ? nextText() : null;
    }

    @Nullable
    Long nextOptionalLong() {
        return nextBoolean() ? nextLong() : null;
    }

    @Nullable
    Integer nextOptionalInt() {
        return nextBoolean() ? nextInt() : null;
    }

    private byte nextByte() {
        if (!bytes.hasRemaining()) {
            throw new IllegalArgumentException("the end comes too early");
        }
        return bytes.get();
    }
}
