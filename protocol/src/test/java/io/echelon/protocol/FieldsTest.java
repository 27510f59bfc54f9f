package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void aLineOfARosterIsRead() throws GarbledReplyException {
        Fields fields = parsed("m7 rank=3 state=active name=\"Ada L\" label.os=linux Label.OS=");

        assertThat(fields.wordCount()).isEqualTo(1);
        assertThat(fields.member(0)).isEqualTo(7);
        assertThat(fields.number("rank")).isEqualTo(3);
        assertThat(fields.text("name")).isEqualTo("Ada L");
        assertThat(fields.text("label.os")).isEqualTo("linux");
        assertThat(fields.text("label.OS")).isEmpty();
        assertThat(fields.find("label.Os")).isNull();
    }

    @Test
    void optionsKeepTheirOrderAndCannotBeChanged() throws GarbledReplyException {
        Fields fields = parsed("Z=1 a=2 LABEL.M=3");

        assertThat(fields.options()).hasToString("{z=1, a=2, label.M=3}");
        assertThatThrownBy(() -> fields.options().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void thereMayBeNothing() throws GarbledReplyException {
        assertThat(parsed("").wordCount()).isZero();
        assertThat(parsed("  ").options()).isEmpty();
    }

    @Test
    void onlyThePartThatIsNamedIsRead() throws GarbledReplyException {
        byte[] bytes = Ascii.bytes("m1 rank=0\nm2 rank=1\n");

        assertThat(Fields.parse(bytes, 10, 19)).isEqualTo(parsed("m2 rank=1"));
    }

    @Test
    void equalFieldsHaveEqualWordsAndOptions() throws GarbledReplyException {
        Fields fields = parsed("m7 rank=3");

        assertThat(fields).isEqualTo(parsed("m7   RANK=\"3\"")).hasSameHashCodeAs(parsed("m7 rank=3 "));
        assertThat(fields).isNotEqualTo(parsed("m8 rank=3")).isNotEqualTo(parsed("m7 rank=4"));
        assertThat(parsed("\"a\\nb\" k=v")).hasToString("[a\\nb] {k=v}");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, 1_795_391_221_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumberHas64Bits(long number) throws GarbledReplyException {
        Fields fields = parsed(number + " k=" + number);

        assertThat(fields.number(0)).isEqualTo(number);
        assertThat(fields.number("k")).isEqualTo(number);
        assertThat(fields.number("k", 5)).isEqualTo(number);
        assertThat(fields.number("other", 5)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "-", "+1", "1.0", "0x1", "1-", "--1", "\"1 \"", "٣", "9223372036854775808"})
    void whatIsNoNumberIsGarbled(String word) throws GarbledReplyException {
        Fields fields = parsed(word + " k=" + word);
        String shown = fields.word(0);

        assertThatThrownBy(() -> fields.number(0))
                .isInstanceOf(GarbledReplyException.class)
                .hasMessage("word 1 is no number: " + shown);
        assertThatThrownBy(() -> fields.number("k"))
                .isInstanceOf(GarbledReplyException.class)
                .hasMessage("k= is no number: " + shown);
        assertThatThrownBy(() -> fields.number("k", 5))
                .isInstanceOf(GarbledReplyException.class)
                .hasMessage("k= is no number: " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "m", "m0", "m-7", "M7", "mm7", "m7x", "m9223372036854775808"})
    void whatIsNoMemberIsGarbled(String word) throws GarbledReplyException {
        Fields fields = parsed(word + " id=" + word);

        assertThatThrownBy(() -> fields.member(0))
                .isInstanceOf(GarbledReplyException.class)
                .hasMessage("word 1 is no member: " + word);
        assertThatThrownBy(() -> fields.member("id"))
                .isInstanceOf(GarbledReplyException.class)
                .hasMessage("id= is no member: " + word);
    }

    @Test
    void whatIsMissingIsNamed() throws GarbledReplyException {
        Fields fields = parsed("m7");

        assertThatThrownBy(() -> fields.word(1)).hasMessage("word 2 is missing");
        assertThatThrownBy(() -> fields.number(1)).hasMessage("word 2 is missing");
        assertThatThrownBy(() -> fields.member(1)).hasMessage("word 2 is missing");
        assertThatThrownBy(() -> fields.text("rank")).hasMessage("rank= is missing");
        assertThatThrownBy(() -> fields.number("rank")).hasMessage("rank= is missing");
        assertThatThrownBy(() -> fields.member("id")).hasMessage("id= is missing");
        assertThat(fields.find("rank")).isNull();
    }

    @Test
    void whatIsWrongIsCutAndSafeToShow() throws GarbledReplyException {
        Fields fields = parsed("\"\\u{1b}[2J" + "x".repeat(100) + "\"");

        assertThatThrownBy(() -> fields.number(0)).hasMessage("word 1 is no number: \\u{1b}[2J" + "x".repeat(22) + "…");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            m7 :text   => a line of a list has no body
            m7 {5}     => a line of a list has no body
            {5}        => a line of a list has no body
            {x}        => column 1: a body is {n}, n of 1 to 18 digits, at the end of the line
            m7 {x}     => column 4: a body is {n}, n of 1 to 18 digits, at the end of the line
            m7 k=v w   => w stands behind an option; words come first
            m7 k=1 K=2 => k= is given twice
            m7 "open   => column 4: an open quote, a bad escape, text behind the closing quote, or a control or invisible character, or no UTF-8
            """)
    void aLineThatIsNotWordsAndOptionsIsGarbled(String line, String complaint) {
        assertThatThrownBy(() -> parsed(line))
                .isInstanceOf(GarbledReplyException.class)
                .hasMessage(complaint + "; the line was: " + line);
    }

    private static Fields parsed(String line) throws GarbledReplyException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Fields.parse(bytes, 0, bytes.length);
    }
}
