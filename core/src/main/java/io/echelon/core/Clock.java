package io.echelon.core;

/// The core's one notion of now: told from outside, read inside.
final class Clock {
    private long nowMillis;

    long nowMillis() {
        return nowMillis;
    }

    /// @param millis a smaller value than the last one is passed over
    void advanceTo(long millis) {
        nowMillis = Math.max(nowMillis, millis);
    }
}
