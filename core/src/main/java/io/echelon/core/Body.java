package io.echelon.core;

/// What a command or a result says: bytes that the core carries and never reads.
public final class Body {
    public static final Body EMPTY = new Body(new byte[0]);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final byte[] bytes;

    /// @param bytes handed over: the caller must not change them afterwards
    public Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The bytes themselves, not a copy: not to be changed.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /// 64 bits that differ for different bytes but for chance (FNV-1a, of the bytes and their number).
    long fingerprint() {
        long hash = FNV_OFFSET;
        for (byte octet : bytes) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return (hash ^ bytes.length) * FNV_PRIME;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
