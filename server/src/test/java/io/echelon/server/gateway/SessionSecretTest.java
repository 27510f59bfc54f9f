package io.echelon.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.SessionHash;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The secret with which a member comes back.
final class SessionSecretTest {
    @Test
    void noTwoAreAlikeAndEachIsOneWordOfTheProtocol() {
        Set<String> drawn = new HashSet<>();
        for (int count = 0; count < 1_000; count++) {
            drawn.add(SessionSecret.draw().text());
        }

        assertThat(drawn).hasSize(1_000).allMatch(text -> text.matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void whatItsOwnerSaysHasTheSameHash() {
        SessionSecret secret = SessionSecret.draw();

        assertThat(SessionSecret.of(secret.text()).hash()).isEqualTo(secret.hash());
        assertThat(SessionSecret.draw().hash()).isNotEqualTo(secret.hash());
    }

    @Test
    void hashIsThatOfTheStandard() {
        assertThat(SessionSecret.of("abc").hash()) // Of FIPS 180-2, appendix B.1.
                .isEqualTo(new SessionHash(
                        0xba7816bf8f01cfeaL, 0x414140de5dae2223L, 0xb00361a396177a9cL, 0xb410ff61f20015adL));
    }

    @Test
    void textOfItIsInNoLog() {
        SessionSecret secret = SessionSecret.draw();

        assertThat(secret.toString()).doesNotContain(secret.text());
    }
}
