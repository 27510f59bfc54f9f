package io.echelon.protocol;

import java.util.Locale;

/// The key of an option that some request has; [#key()] is what the wire carries. Labels are apart.
enum Option {
    PROTO,
    NAME,
    LANG,
    VER,
    BODY,
    PING,
    SESSION,
    GOT,
    RESULTS,
    WINDOW,
    GRACE,
    WAIT,
    OBSERVE,
    TTL,
    LIMIT,
    KEY,
    REV,
    EXPECT,
    WAVE,
    STOP,
    RC,
    STATE;

    private final String key = name().toLowerCase(Locale.ROOT);
    private final long packed = PackedWord.of(key);
    private final long bit = PackedWord.bit(packed);

    String key() {
        return key;
    }

    long packed() {
        return packed;
    }

    /// As [PackedWord#bit] has it.
    long bit() {
        return bit;
    }
}
