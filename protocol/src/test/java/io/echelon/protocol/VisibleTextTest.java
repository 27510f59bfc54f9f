package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    private static final long SEED = 20_261_122;

    @Test
    void lettersSpacesAndSymbolsArePrintable() {
        assertThat(VisibleText.isPrintable("web 7 äöü 日本 😀 ~\\\"")).isTrue();
        assertThat(VisibleText.isPrintable("")).isTrue();
    }

    @Test
    void whatCannotBeSeenIsNotPrintable() {
        int[] invisible = {
            0, 0x1b, '\n', 0x7f, 0x85, 0xa0, 0xad, 0x061c, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066, 0x3000,
            0xd800, 0xfeff, 0xe0001, 0x10ffff
        };
        for (int codePoint : invisible) {
            assertThat(VisibleText.isPrintable(codePoint))
                    .as("U+%04X", codePoint)
                    .isFalse();
        }
    }

    @Test
    void onlyWhatForgesALineOrDrivesATerminalIsEscaped() {
        assertThat(VisibleText.escape("a\\n\n\r\t\u001b[1m\u2028\u2069é\u200d"))
                .isEqualTo("a\\n\\n\\r\\t\\u{1b}[1m\\u{2028}\\u{2069}é\u200d");
        assertThat(VisibleText.escape(new byte[] {'a', -1, 0})).isEqualTo("a�\\u{0}");
        assertThat(VisibleText.escape("\ud800")).isEqualTo("�");
    }

    @Test
    void anExcerptHasAtMost32CharactersAndNoHalfEscape() {
        assertThat(VisibleText.excerpt("x".repeat(32))).isEqualTo("x".repeat(32));
        assertThat(VisibleText.excerpt("x".repeat(33))).isEqualTo("x".repeat(31) + "…");
        assertThat(VisibleText.excerpt("x".repeat(28) + "\u001bxxxx")).isEqualTo("x".repeat(28) + "…");
        assertThat(VisibleText.excerpt("")).isEmpty();
    }

    @Test
    void utf8IsJudgedAsTheJdkJudgesIt() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(128) : 0x80 | random.nextInt(128));
            }
            assertThat(VisibleText.isUtf8(bytes, 0, bytes.length)).isEqualTo(isUtf8ForTheJdk(bytes));
        }
    }

    private static boolean isUtf8ForTheJdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
