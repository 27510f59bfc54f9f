package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final String SEND_USAGE = "usage: SEND <target> [ttl=60s] [limit=5m] :text";

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            SNED all :date            => -ERR 101 UNKNOWN_VERB did=SEND :no verb SNED; did you mean SEND?
            xyzzy #7 a                => -ERR #7 101 UNKNOWN_VERB :no verb xyzzy; HELP lists them
            {5}                       => -ERR 101 UNKNOWN_VERB :no verb {5}; HELP lists them
            YIELD                     => -ERR 105 UNSUPPORTED :YIELD is not supported yet
            AUTH #t a b c=1 c=2 :x    => -ERR #t 102 BAD_ARGS :c= is given twice
            PONG #t x got=7           => -ERR #t 105 UNSUPPORTED :PONG is not supported yet
            WATCH commands            => -ERR 105 UNSUPPORTED :only the roster can be watched yet, not commands
            UNWATCH 7                 => -ERR 105 UNSUPPORTED :only the roster can be watched yet, not 7
            HELLO proto=2             => -ERR 106 PROTO_VERSION proto=1 :this server speaks version 1 of the protocol (closes)
            """)
    void whatTheServerDoesNotHaveIsSaid(String line, String expected) {
        assertThat(Frames.of(line + "\n")).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            HELLO ping=10s                    => ping= is not supported yet
            JOIN window=16                    => window= is not supported yet
            JOIN Grace=1s                     => Grace= is not supported yet
            JOIN !wait=yes                    => wait= is not supported yet
            SEND all key=a :x                 => key= is not supported yet
            SEND all rev=1 :x                 => rev= is not supported yet
            SEND all expect=1 :x              => expect= is not supported yet
            SEND all wave=1 :x                => wave= is not supported yet
            SEND all stop=1 :x                => stop= is not supported yet
            SEND all !zz=1 :x                 => !zz= is not known
            LEAVE !label.x=1                  => !label.x= is not known
            """)
    void anOptionOfLaterOrAnUnknownOneThatIsRequiredIsUnsupported(String line, String complaint) {
        assertThat(Frames.of(line + "\n"))
                .singleElement()
                .asString()
                .startsWith("-ERR 105 UNSUPPORTED :" + complaint + "; usage: ");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            SEND                         => too few words
            SEND all                     => the :text is missing
            SEND all uptime :x           => too many words: uptime
            SEND all ttl=0s :x           => ttl is from 1ms to 7d, such as 90s, not 0s
            SEND all ttl=60 :x           => ttl is from 1ms to 7d, such as 90s, not 60
            SEND all ttl=-1s :x          => ttl is from 1ms to 7d, such as 90s, not -1s
            SEND all limit=8d :x         => limit is from 1ms to 7d, such as 90s, not 8d
            SEND all limit=9999999999999s :x => limit is from 1ms to 7d, such as 90s, not 9999999999999s
            SEND all ttl= :x             => ttl is from 1ms to 7d, such as 90s, not_
            SEND "a\\u{7}" :x            => the target has a control or invisible character
            ACK                          => too few words
            ACK 0                        => a command is a number from 1 on, not 0
            ACK -1                       => a command is a number from 1 on, not -1
            ACK 7x                       => a command is a number from 1 on, not 7x
            ACK 1234567890123456789      => a command is a number from 1 on, not 1234567890123456789
            ACK 7 8                      => too many words: 8
            ACK 7 :x                     => no text belongs here
            ACK 7 {0}                    => no text belongs here
            DONE 7 rc=x                  => rc is a whole number of 32 bits, not x
            DONE 7 rc=2147483648         => rc is a whole number of 32 bits, not 2147483648
            DONE 7 rc=-                  => rc is a whole number of 32 bits, not -
            HELLO proto=one              => proto is a whole number of 32 bits, not one
            HELLO w7                     => too many words: w7
            HELLO body=raw               => body is count or text, not raw
            HELLO name=                  => name is empty
            HELLO lang="\\u{202e}"       => lang has a control or invisible character
            HELLO ver="\\n"              => ver has a control or invisible character
            JOIN results=maybe           => results is yes or no, not maybe
            JOIN observe=1               => observe is yes or no, not 1
            JOIN observe=yes name=       => name is empty
            JOIN ""                      => group is empty
            JOIN "a\\tb"                 => group has a control or invisible character
            JOIN name="\\u{200e}"        => name has a control or invisible character
            JOIN label.k="\\r"           => label.k has a control or invisible character
            JOIN label.=1                => the name of a label has 1 to 64 bytes
            WATCH                        => too few words
            """)
    void aBadArgumentIsNamedAndTheUsageShown(String line, String complaint) {
        String expected = "-ERR 102 BAD_ARGS :" + complaint.replace('_', ' ') + "; usage: ";

        assertThat(Frames.of(line + "\n")).singleElement().asString().startsWith(expected);
    }

    @Test
    void wordsComeFirstAndKeysComeOnce() {
        assertThat(Frames.of("SEND ttl=1s all :x\nJOIN name=a NAME=b\nJOIN label.a=1 LABEL.a=2\n"))
                .containsExactly(
                        "-ERR 102 BAD_ARGS :all stands behind an option; words come first",
                        "-ERR 102 BAD_ARGS :name= is given twice",
                        "-ERR 102 BAD_ARGS :label.a= is given twice");
    }

    @Test
    void namesLabelsAndWordsHaveALargestSize() {
        String ok = "é".repeat(32);
        assertThat(Frames.of("JOIN " + ok + " name=" + ok + " label." + "k".repeat(64) + "=" + ok + "\n"))
                .singleElement()
                .asString()
                .startsWith("JOIN ");

        String large = ok + "x";
        for (String line : new String[] {
            "JOIN " + large, "JOIN name=" + large, "JOIN label.k=" + large, "JOIN label." + "k".repeat(65) + "=v",
            "HELLO name=" + large, "HELLO lang=" + large, "HELLO ver=" + large, "PING " + large
        }) {
            assertThat(Frames.of(line + "\n")).singleElement().asString().startsWith("-ERR 102 BAD_ARGS :");
        }
    }

    @Test
    void aMemberHasSoManyLabelsAndALineSoManyArguments() {
        assertThat(Frames.of(joinWithLabels(32))).singleElement().asString().startsWith("JOIN ");
        assertThat(Frames.of(joinWithLabels(33)))
                .singleElement()
                .asString()
                .startsWith("-ERR 102 BAD_ARGS :more than 32 labels");
        assertThat(Frames.of(joinWithLabels(100))).containsExactly("-ERR 102 BAD_ARGS :more than 64 arguments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING a\u0000",
                "PING \u0001",
                "PI\tNG",
                "PING\ta",
                "PING a\rb",
                "PING a\r\r",
                "PING \u007f",
                "PING \u0085",
                "PING a\u2028",
                "PING \u2029",
                "PING \u061c",
                "PING \u200e",
                "PING \u202e",
                "PING \u2066",
                "PING \u2069",
                "PING \ufeff",
                "PING \u00ad",
                "PING \u00a0",
                "PING \udb40\udc01",
                "PING \u0378",
                "PING \"\u001b\"",
                "PING \"\u202a\"",
                "PING \"",
                "PING \"a",
                "PING \"a\"b",
                "PING \"a\\\"",
                "PING \"\\x\"",
                "PING \"\\u{}\"",
                "PING \"\\u{1234567}\"",
                "PING \"\\u{110000}\"",
                "PING \"\\u{d800}\"",
                "PING \"\\u{12\"",
                "PING \"\\u12\"",
                "PING \"\\u{g}\"",
                "JOIN name=\"a",
                "SEND all {",
                "SEND all {}",
                "SEND all {x}",
                "SEND all {-1}",
                "SEND all {+1}",
                "SEND all {1234567890123456789}",
                "SEND all {1} x",
                "SEND all {1}x",
                "SEND all {1} :x"
            })
    void whatIsNoFrameIsRefusedAndTheConnectionLives(String line) {
        assertThat(Frames.of(line + "\nME\n")).hasSize(2).satisfies(frames -> {
            assertThat(frames.get(0)).startsWith("-ERR 100 BAD_FRAME :column ").doesNotContain("(closes)");
            assertThat(frames.get(1)).isEqualTo("ME");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c0 80", "e0 80 80", "ed a0 80", "f4 90 80 80", "f8 88 80 80 80", "e2 82", "80"})
    void malformedUtf8IsNoFrameButMayStandInAText(String hex) {
        String octets = new String(HexFormat.ofDelimiter(" ").parseHex(hex), StandardCharsets.ISO_8859_1);
        byte[] input = ("PING " + octets + "\n:" + octets + "\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Frames.of(input)).hasSize(2).satisfies(frames -> {
            assertThat(frames.get(0)).startsWith("-ERR 100 BAD_FRAME :column 6: ");
            assertThat(frames.get(1)).endsWith("body=" + octets);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "#a!b", "#ä", "##", "#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aBadTagIsNoFrameAndIsNotEchoed(String tag) {
        assertThat(Frames.of("PING " + tag + " x\n"))
                .singleElement()
                .asString()
                .startsWith("-ERR 100 BAD_FRAME :column 6: a tag is # and 1 to 32 of ");
    }

    @Test
    void aGoodTagIsEchoedWhateverElseIsWrong() {
        assertThat(Frames.of("PING #a \u0001\nP\u0001NG #b\nPING #c \"\n"))
                .hasSize(3)
                .satisfies(frames -> assertThat(frames.toString()).contains("#a 100", "#b 100", "#c 100"));
    }

    @Test
    void whatIsEchoedIsCutAndEscaped() {
        assertThat(Frames.of("x".repeat(40) + "\nJOIN results=\"\\u{1b}\"\n")).satisfies(frames -> {
            assertThat(frames.get(0)).contains("no verb " + "x".repeat(31) + "…;");
            assertThat(frames.get(1)).contains("not \\u{1b};");
        });
    }

    @Test
    void aTextWithoutAVerbIsShownTheUsageOfSend() {
        assertThat(Frames.of("SEND :x\n")).containsExactly("-ERR 102 BAD_ARGS :too few words; " + SEND_USAGE);
    }

    private static String joinWithLabels(int count) {
        StringBuilder line = new StringBuilder("JOIN");
        for (int i = 0; i < count; i++) {
            line.append(" label.k").append(i).append("=v");
        }
        return line.append('\n').toString();
    }
}
