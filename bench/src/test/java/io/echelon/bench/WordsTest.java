package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void wordsAreWhatIsBetweenBlanks() {
        assertThat(Words.split(" --limit  outbound=1 ")).containsExactly("--limit", "outbound=1");
        assertThat(Words.split("")).isEmpty();
    }

    @Test
    void aCommandIsShownAsOneWouldTypeIt() {
        assertThat(Words.typed(List.of("redis-server", "--save", "", "--limit", "pubsub 0", "it's", "a=1,b/c.d")))
                .isEqualTo("redis-server --save '' --limit 'pubsub 0' 'it'\\''s' a=1,b/c.d");
    }
}
