package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedWordTest {
    private static final String WORD_PARTS = "abcxyzABCXYZ0189._-";

    @Test
    void wordsArePackedAlikeExactlyWhenTheyAreEqualInAnyCase() {
        Random random = new Random(1);
        for (int round = 0; round < 100_000; round++) {
            String one = word(random);
            String other = random.nextBoolean() ? word(random) : swapped(one, random);

            assertThat(PackedWord.of(one) == PackedWord.of(other))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.equalsIgnoreCase(other));
        }
    }

    @ParameterizedTest
    @CsvSource({"t,ttl=", "ttl,ttl=5s", "observe,observe=", "observed,observed=yes"})
    void whatStandsBehindAWordDoesNotCount(String word, String line) {
        byte[] alone = Ascii.bytes(word);
        byte[] among = Ascii.bytes(" " + line + " and more that follows it");

        assertThat(PackedWord.of(among, 1, 1 + word.length()))
                .isEqualTo(PackedWord.of(alone, 0, alone.length))
                .isNotEqualTo(PackedWord.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ninechars"})
    void whatIsEmptyOrTooLongIsNotPacked(String word) {
        assertThat(PackedWord.of(word)).isEqualTo(PackedWord.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'TTL=90s ',3,true",
        "zA=90s ab,2,true",
        "observe=,7,true",
        "'l.a=1   ',3,false",
        "@a=12345,2,false",
        "a[=12345,2,false",
        "`a=12345,2,false",
        "a{=12345,2,false",
        "1a=12345,2,false",
        "a b=1234,3,false",
        "=abcdefg,0,false"
    })
    void onlyLettersArePackedAsLetters(String eight, int count, boolean areLetters) {
        byte[] bytes = Ascii.bytes(eight);

        assertThat(PackedWord.ofLetters(Runs.eight(bytes, 0), count))
                .isEqualTo(areLetters ? PackedWord.of(bytes, 0, count) : PackedWord.NONE);
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int count = 1 + random.nextInt(8); count > 0; count--) {
            word.append(WORD_PARTS.charAt(random.nextInt(WORD_PARTS.length())));
        }
        return word.toString();
    }

    private static String swapped(String word, Random random) {
        StringBuilder swapped = new StringBuilder(word);
        int at = random.nextInt(word.length());
        swapped.setCharAt(at, (char) (word.charAt(at) ^ (Ascii.isLetter(word.charAt(at)) ? 0x20 : 0)));
        return swapped.toString();
    }
}
