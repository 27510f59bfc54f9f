package io.echelon.replication.codec;

import io.echelon.core.SnapshotOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts values one behind the other into bytes: numbers take as many as they need, texts and bytes are led
/// by their length. Not thread-safe.
public final class Packer implements SnapshotOutput {
    private static final int SMALLEST = 256;
    private static final int MOST_BYTES_A_NUMBER = 10;
    private static final int SEVEN_BITS = 0x7f;

    private byte[] bytes = new byte[SMALLEST];
    private int length;

    public int length() {
        return length;
    }

    /// All that was put in, as a copy.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public void clear() {
        length = 0;
    }

    @Override
    public void put(long value) {
        makeRoom(MOST_BYTES_A_NUMBER);
        long rest = (value << 1) ^ (value >> 63); // Small negative numbers become small ones as well.
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes[length++] = (byte) (rest | ~SEVEN_BITS);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    public void put(boolean value) {
        makeRoom(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void put(byte[] value) {
        put((long) value.length);
        makeRoom(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /// Eight bytes, whatever the value: for what looks random.
    public void putWhole(long value) {
        makeRoom(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /// All that another one has.
    void append(Packer other) {
        makeRoom(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
    }

    void putOptional(@Nullable String text) {
        put(text != null);
        if (text != null) {
            put(text);
        }
    }

    void putOptional(@Nullable Number number) {
        put(number != null);
        if (number != null) {
            put(number.longValue());
        }
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
