package io.echelon.server.gateway;

import io.echelon.core.SessionHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The secret with which a member comes back. Who knows it is told once; from here on inwards only
/// its hash goes.
final class SessionSecret {
    private static final int RANDOM_BYTES = 18; // 144 bits, which are 24 characters without a remainder.
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private SessionSecret(String text) {
        this.text = text;
    }

    static SessionSecret draw() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// @param text as a client has it
    static SessionSecret of(String text) {
        return new SessionSecret(text);
    }

    /// For its owner.
    String text() {
        return text;
    }

    SessionHash hash() {
        ByteBuffer words = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new SessionHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// Nothing that would help anybody.
    @Override
    public String toString() {
        return "SessionSecret";
    }
}
