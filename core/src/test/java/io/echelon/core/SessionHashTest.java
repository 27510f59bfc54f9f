package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionHashTest {
    private final SessionHash hash = new SessionHash(1, 2, 3, 4);

    @Test
    void allFourWordsCount() {
        assertThat(hash).isEqualTo(new SessionHash(1, 2, 3, 4)).hasSameHashCodeAs(new SessionHash(1, 2, 3, 4));
        assertThat(hash)
                .isNotEqualTo(new SessionHash(9, 2, 3, 4))
                .isNotEqualTo(new SessionHash(1, 9, 3, 4))
                .isNotEqualTo(new SessionHash(1, 2, 9, 4))
                .isNotEqualTo(new SessionHash(1, 2, 3, 9))
                .isNotEqualTo("SessionHash");
    }

    @Test
    void wordsThatDifferInTheSameBitsAreStillOthers() {
        assertThat(hash).isNotEqualTo(new SessionHash(2, 1, 4, 3)).isNotEqualTo(new SessionHash(-1, -2, -3, -4));
    }

    @Test
    void itSaysNothing() {
        assertThat(hash).hasToString("SessionHash");
        assertThat(new Input.ResumeRequested(new ConnectionId(9), hash, hash, 0).toString())
                .isEqualTo("ResumeRequested[connection=k9, session=SessionHash, next=SessionHash, got=0]");
    }
}
