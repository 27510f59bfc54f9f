package io.echelon.core;

/// 64 bits of everything that is put into it, in its order, mixed as MurmurHash3 does. What is done to make them
/// collide may succeed: they tell faults, not attacks.
public final class SnapshotHash implements SnapshotOutput {
    private static final long FIRST_FACTOR = 0x87c37b91114253d5L;
    private static final long SECOND_FACTOR = 0x4cf5ad432745937fL;
    private static final long STEP = 0x52dce729;
    private static final int CHARACTERS_A_WORD = Long.SIZE / Character.SIZE;

    private long hash;

    @Override
    public void put(long value) {
        long mixed = Long.rotateLeft(value * FIRST_FACTOR, 31) * SECOND_FACTOR;
        hash = Long.rotateLeft(hash ^ mixed, 27) * 5 + STEP;
    }

    @Override
    public void put(String text) {
        put(text.length());
        long word = 0;
        for (int index = 0; index < text.length(); index++) {
            word = word << Character.SIZE | text.charAt(index);
            if (index % CHARACTERS_A_WORD == CHARACTERS_A_WORD - 1) {
                put(word);
            }
        }
        put(word);
    }

    @Override
    public void put(byte[] bytes) {
        put(bytes.length);
        int end = bytes.length - bytes.length % Long.BYTES;
        for (int index = 0; index < end; index += Long.BYTES) {
            put(word(bytes, index));
        }
        for (int index = end; index < bytes.length; index++) {
            put(bytes[index]);
        }
    }

    private static long word(byte[] bytes, int from) {
        return (bytes[from] & 0xffL)
                | (bytes[from + 1] & 0xffL) << 8
                | (bytes[from + 2] & 0xffL) << 16
                | (bytes[from + 3] & 0xffL) << 24
                | (bytes[from + 4] & 0xffL) << 32
                | (bytes[from + 5] & 0xffL) << 40
                | (bytes[from + 6] & 0xffL) << 48
                | (long) bytes[from + 7] << 56;
    }

    public long value() {
        long value = hash;
        value = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        value = (value ^ value >>> 33) * 0xc4ceb9fe1a85ec53L;
        return value ^ value >>> 33;
    }
}
