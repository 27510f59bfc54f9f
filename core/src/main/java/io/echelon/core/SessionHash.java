package io.echelon.core;

/// The SHA-256 of the secret with which a member comes back, as four big-endian words. The secret
/// itself is drawn at the edge and never known here.
public record SessionHash(long first, long second, long third, long fourth) {
    /// In constant time: how much of a guess is right does not show.
    @Override
    public boolean equals(Object other) {
        return other instanceof SessionHash hash
                && ((first ^ hash.first) | (second ^ hash.second) | (third ^ hash.third) | (fourth ^ hash.fourth)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    /// Nothing that would help anybody.
    @Override
    public String toString() {
        return "SessionHash";
    }
}
