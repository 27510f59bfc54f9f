package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VocabularyTest {
    private final Vocabulary vocabulary = new Vocabulary(EventName.values());

    @ParameterizedTest
    @EnumSource(EventName.class)
    void aWordIsFoundAtItsPlaceInAnyCase(EventName name) {
        int place = List.of(EventName.values()).indexOf(name);

        assertThat(vocabulary.find(PackedWord.of(name.name()))).isEqualTo(place);
        assertThat(vocabulary.find(PackedWord.of(name.name().toLowerCase(Locale.ROOT))))
                .isEqualTo(place);
    }

    @Test
    void anotherWordIsNotFound() {
        Random random = new Random(1);
        assertThat(vocabulary.find(PackedWord.NONE)).isEqualTo(Vocabulary.UNKNOWN);
        for (int round = 0; round < 100_000; round++) {
            long word = random.nextLong() | (1L << 62); // Of eight bytes: no event has so many.

            assertThat(vocabulary.find(word)).isEqualTo(Vocabulary.UNKNOWN);
        }
    }
}
