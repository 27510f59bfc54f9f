package io.echelon.core;

/// What a command or a result says: bytes that the core carries and never reads.
public final class Body {
    public static final Body EMPTY = new Body(new byte[0]);

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

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
