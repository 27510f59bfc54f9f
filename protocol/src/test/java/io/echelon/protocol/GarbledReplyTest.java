package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarbledReplyTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            hello                     => a reply begins with +OK, -ERR or *NAME
            +OKAY                     => a reply begins with +OK, -ERR or *NAME
            + OK                      => a reply begins with +OK, -ERR or *NAME
            *                         => a reply begins with +OK, -ERR or *NAME
            *RANK1 0                  => a reply begins with +OK, -ERR or *NAME
            **RANK                    => a reply begins with +OK, -ERR or *NAME
            :text                     => a reply begins with +OK, -ERR or *NAME
            SEND all :x               => a reply begins with +OK, -ERR or *NAME
            -ERR                      => -ERR goes on with 3 digits and a name
            -ERR 100                  => -ERR goes on with 3 digits and a name
            -ERR #t BAD_FRAME         => -ERR goes on with 3 digits and a name
            -ERR 10 BAD_FRAME         => -ERR goes on with 3 digits and a name
            -ERR 1000 BAD_FRAME       => -ERR goes on with 3 digits and a name
            -ERR -10 BAD_FRAME        => -ERR goes on with 3 digits and a name
            -ERR 100 BAD-FRAME        => -ERR goes on with 3 digits and a name
            -ERR 100 ""               => -ERR goes on with 3 digits and a name
            -ERR code=100 :x          => -ERR goes on with 3 digits and a name
            +OK #                     => column 5: a tag is # and 1 to 32 of A-Z a-z 0-9 . _ -
            +OK #t!                   => column 5: a tag is # and 1 to 32 of A-Z a-z 0-9 . _ -
            +OK #123456789012345678901234567890123 => column 5: a tag is # and 1 to 32 of A-Z a-z 0-9 . _ -
            *RANK #t 0                => an event has no tag
            *RANK #                   => column 7: a tag is # and 1 to 32 of A-Z a-z 0-9 . _ -
            +OK id="m7                => column 8: an open quote, a bad escape, text behind the closing quote, or a control or invisible character, or no UTF-8
            +OK id="m7"x              => column 12: an open quote, a bad escape, text behind the closing quote, or a control or invisible character, or no UTF-8
            +OK id="\\q"              => column 9: an open quote, a bad escape, text behind the closing quote, or a control or invisible character, or no UTF-8
            +OK id="\\u{d800}"        => column 9: an open quote, a bad escape, text behind the closing quote, or a control or invisible character, or no UTF-8
            +OK id=m7 word            => word stands behind an option; words come first
            +OK id=m7 ID=m8           => id= is given twice
            +OK k=1 !k=2              => k= is given twice
            +OK {}                    => column 5: a body is {n}, n of 1 to 18 digits, at the end of the line
            +OK {-1}                  => column 5: a body is {n}, n of 1 to 18 digits, at the end of the line
            +OK {5} x                 => column 5: a body is {n}, n of 1 to 18 digits, at the end of the line
            +OK {5}x                  => column 5: a body is {n}, n of 1 to 18 digits, at the end of the line
            +OK {1234567890123456789} => column 5: a body is {n}, n of 1 to 18 digits, at the end of the line
            +OK {999999999999999999}  => a body of more than 65536 bytes
            *NEW {5} x                => column 6: a body is {n}, n of 1 to 18 digits, at the end of the line
            *NEW a=" {3}              => column 8: an open quote, a bad escape, text behind the closing quote, or a control or invisible character, or no UTF-8
            """)
    void aLineThatIsNoReplySaysWhatIsWrong(String line, String complaint) {
        assertThat(Replies.of(line + "\n"))
                .containsExactly("garbled: " + complaint + "; the line was: " + VisibleText.excerpt(line));
    }

    @Test
    void aLineWithASessionIsNotShown() {
        assertThat(Replies.of("+OK group=main SESSION=abcdefghijklmnopqrstuv {}\n"))
                .singleElement()
                .asString()
                .startsWith("garbled: ")
                .doesNotContain("abcdef");
    }

    @Test
    void octetsThatAreNotUtf8AreShownAsReplacements() {
        byte[] bytes = "+OK name=\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Replies.fed(new ReplyParser(4096, 0), bytes, 0, bytes.length))
                .containsExactly(
                        "garbled: column 10: a control or invisible character, or no UTF-8; the line was: +OK name=\ufffd");
    }

    @Test
    void aMessageIsCutAndSafeToShow() {
        assertThat(Replies.of("+OK \u001b[2J" + "x".repeat(1_000) + "\n"))
                .containsExactly(
                        "garbled: column 5: a control or invisible character, or no UTF-8; the line was: +OK \\u{1b}[2J"
                                + "x".repeat(18) + "…");
    }

    @Test
    void aLineMayHaveSoManyFieldsAndNoMore() {
        assertThat(Replies.of("+OK" + " x".repeat(1024) + "\n")).containsExactly("+OK" + " x".repeat(1024));
        assertThat(Replies.of("+OK" + " x".repeat(1025) + "\n"))
                .containsExactly("garbled: more than 1024 arguments; the line was: +OK" + " x".repeat(14) + "…");
    }
}
