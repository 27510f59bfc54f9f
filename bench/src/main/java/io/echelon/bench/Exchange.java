package io.echelon.bench;

/// Something said to a server, and how many good answers there are to it.
@SuppressWarnings("ArrayRecordComponent") // Written as it is, never compared.
record Exchange(byte[] words, int answers) {
    static final Exchange NONE = new Exchange(new byte[0], 0);
}
