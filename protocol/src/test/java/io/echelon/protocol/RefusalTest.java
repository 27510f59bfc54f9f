package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final String SEND_USAGE = "usage: " + Verb.SEND.usage();

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            SNED all :date            => -ERR 101 UNKNOWN_VERB did=SEND :no verb SNED; did you mean SEND?
            xyzzy #7 a                => -ERR #7 101 UNKNOWN_VERB :no verb xyzzy; HELP lists them
            {5}                       => -ERR 101 UNKNOWN_VERB :no verb {5}; HELP lists them
            AUTH #t token=x           => -ERR #t 105 UNSUPPORTED :AUTH is not supported yet
            AUTH #t a b c=1 c=2 :x    => -ERR #t 102 BAD_ARGS :c= is given twice
            HELLO proto=2             => -ERR 106 PROTO_VERSION proto=1 :this server speaks version 1 of the protocol (closes)
            """)
    void whatTheServerDoesNotHaveIsSaid(String line, String expected) {
        assertThat(Frames.of(line + "\n")).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            SEND all !zz=1 :x                 => !zz= is not known
            LEAVE !label.x=1                  => !label.x= is not known
            """)
    void anUnknownOptionThatIsRequiredIsUnsupported(String line, String complaint) {
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
            SEND all ttl=0s :x           => ttl is a time from 1ms to 7d, not 0s
            SEND all ttl=60 :x           => ttl is a time from 1ms to 7d, not 60
            SEND all ttl=-1s :x          => ttl is a time from 1ms to 7d, not -1s
            SEND all limit=8d :x         => limit is a time from 1ms to 7d, not 8d
            SEND all ttl=213503982335d :x => ttl is a time from 1ms to 7d, not 213503982335d
            SEND all limit=9999999999999s :x => limit is a time from 1ms to 7d, not 9999999999999s
            SEND all ttl= :x             => ttl is a time from 1ms to 7d, not_
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

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            HELLO ping=99ms              => ping is a time from 100ms to 1h, not 99ms
            HELLO ping=3600001ms         => ping is a time from 100ms to 1h, not 3600001ms
            HELLO ping=0s                => ping is a time from 100ms to 1h, not 0s
            HELLO ping=10                => ping is a time from 100ms to 1h, not 10
            JOIN window=0                => window is a whole number from 1 to 1024, not 0
            JOIN window=1025             => window is a whole number from 1 to 1024, not 1025
            JOIN window=4294967297       => window is a whole number from 1 to 1024, not 4294967297
            JOIN window=-1               => window is a whole number from 1 to 1024, not -1
            JOIN window=                 => window is a whole number from 1 to 1024, not_
            JOIN grace=3600001ms         => grace is a time from 0s to 1h, not 3600001ms
            JOIN Grace=-1s               => grace is a time from 0s to 1h, not -1s
            JOIN grace=0                 => grace is a time from 0s to 1h, not 0
            JOIN wait=1                  => wait is yes or no, not 1
            YIELD now                    => too many words: now
            YIELD :x                     => no text belongs here
            SEND all key= :x             => key is empty
            SEND all key="\\u{7}" :x     => key has a control or invisible character
            SEND all rev=-1 :x           => rev is a whole number from 0 to 999999999999999999, not -1
            SEND all rev=1234567890123456789 :x => rev is a whole number from 0 to 999999999999999999, not 1234567890123456789
            SEND all expect=x :x         => expect is a whole number from 0 to 2147483647, not x
            SEND all expect=2147483648 :x => expect is a whole number from 0 to 2147483647, not 2147483648
            SEND all wave= :x            => wave is 1 to 16 of 10 or 10% with commas between them, not_
            SEND all wave=0 :x           => wave is 1 to 16 of 10 or 10% with commas between them, not 0
            SEND all wave=0% :x          => wave is 1 to 16 of 10 or 10% with commas between them, not 0%
            SEND all wave=101% :x        => wave is 1 to 16 of 10 or 10% with commas between them, not 101%
            SEND all wave=2147483648 :x  => wave is 1 to 16 of 10 or 10% with commas between them, not 2147483648
            SEND all wave=1, :x          => wave is 1 to 16 of 10 or 10% with commas between them, not 1,
            SEND all wave=,1 :x          => wave is 1 to 16 of 10 or 10% with commas between them, not ,1
            SEND all wave=1,,2 :x        => wave is 1 to 16 of 10 or 10% with commas between them, not 1,,2
            SEND all wave=% :x           => wave is 1 to 16 of 10 or 10% with commas between them, not %
            SEND all wave=10%% :x        => wave is 1 to 16 of 10 or 10% with commas between them, not 10%%
            SEND all wave="1, 2" :x      => wave is 1 to 16 of 10 or 10% with commas between them, not 1, 2
            SEND all wave=1 stop=0 :x    => stop is a whole number from 1 to 2147483647, not 0
            SEND all stop=1 :x           => stop= ends the waves that are to come, so it needs wave=
            OUT 7 1                      => the :text is missing
            OUT 7 :x                     => too few words
            OUT :x                       => too few words
            OUT 7 0 :x                   => a stream is 1 or 2, not 0
            OUT 7 3 :x                   => a stream is 1 or 2, not 3
            OUT 7 01 :x                  => a stream is 1 or 2, not 01
            OUT 0 1 :x                   => a command is a number from 1 on, not 0
            CLUSTER stop                 => what is done with a cluster is status, add, remove or transfer, not stop
            CLUSTER status n1            => too many words: n1
            CLUSTER add n4               => too few words
            CLUSTER remove               => too few words
            CLUSTER transfer n2 n3       => too many words: n3
            CLUSTER remove n/2           => a node has 1 to 32 letters, digits, dots, hyphens and underscores, not n/2
            CLUSTER add "" h:1           => a node has 1 to 32 letters, digits, dots, hyphens and underscores, not_
            CLUSTER add n4 host          => an address is host:port, not host
            CLUSTER add n4 ":7511"       => an address is host:port, not :7511
            CLUSTER add n4 host:0        => an address is host:port, not host:0
            CLUSTER add n4 host:65536    => an address is host:port, not host:65536
            PROG 7                       => too few words
            PROG 7 40                    => progress is from 0% to 100%, not 40
            PROG 7 101%                  => progress is from 0% to 100%, not 101%
            PROG 7 -1%                   => progress is from 0% to 100%, not -1%
            PROG 7 %                     => progress is from 0% to 100%, not %
            PROG 7 4294967296%           => progress is from 0% to 100%, not 4294967296%
            CANCEL                       => too few words
            CANCEL all                   => a command is a number from 1 on, not all
            RESULTS                      => too few words
            RESULTS 7 state=dead         => state is one of waiting sent running done failed refused cancelled expired undelivered delivered unknown, not dead
            RESULTS 7 state=             => state is one of waiting sent running done failed refused cancelled expired undelivered delivered unknown, not_
            WATCH everything             => what is watched is roster, commands or the number of a command, not everything
            WATCH 0                      => what is watched is roster, commands or the number of a command, not 0
            UNWATCH m7                   => what is watched is roster, commands or the number of a command, not m7
            UNWATCH                      => too few words
            PONG got=-1                  => got is a whole number from 0 to 999999999999999999, not -1
            PONG a b                     => too many words: b
            """)
    void whatAnOptionOrAWordCannotBeIsSaid(String line, String complaint) {
        String expected = "-ERR 102 BAD_ARGS :" + complaint.replace('_', ' ') + "; usage: ";

        assertThat(Frames.of(line + "\n")).singleElement().asString().startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            RESUME                                       => session= is missing
            RESUME got=1                                 => session= is missing
            RESUME session=SECRET-SECRET-SECRET-S        => got= is missing
            RESUME session=SECRET-SECRET-SECRET got=1    => a session is 22 to 64 of A-Z a-z 0-9 _ -
            RESUME session=SECRET.SECRET.SECRET.S got=1  => a session is 22 to 64 of A-Z a-z 0-9 _ -
            RESUME session="SECRET SECRET SECRET S" got=1 => a session is 22 to 64 of A-Z a-z 0-9 _ -
            RESUME session="SECRET-SECRET-SECRET-é" got=1 => a session is 22 to 64 of A-Z a-z 0-9 _ -
            RESUME session=SECRET-SECRET-SECRET-SECRET-SECRET-SECRET-SECRET-SECRET-SECRET-SS got=1 => a session is 22 to 64 of A-Z a-z 0-9 _ -
            RESUME session= got=1                        => a session is 22 to 64 of A-Z a-z 0-9 _ -
            RESUME SECRET-SECRET-SECRET-S got=1          => too many words: what is not shown
            RESUME got=1 SECRET-SECRET-SECRET-S          => what is not shown stands behind an option; words come first
            RESUME session=the-word-that-JOIN-gave got=SECRET => got is a whole number from 0 to 999999999999999999, not what is not shown
            RESUME session=the-word-that-JOIN-gave got=-1 => got is a whole number from 0 to 999999999999999999, not what is not shown
            AUTH got=1 SECRET                            => what is not shown stands behind an option; words come first
            """)
    void aSecretIsNotShownBack(String line, String complaint) {
        assertThat(Frames.of(line + "\n"))
                .singleElement()
                .asString()
                .startsWith("-ERR 102 BAD_ARGS :" + complaint)
                .doesNotContainIgnoringCase("secret");
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
            "JOIN " + large,
            "JOIN name=" + large,
            "JOIN label.k=" + large,
            "JOIN label." + "k".repeat(65) + "=v",
            "HELLO name=" + large,
            "HELLO lang=" + large,
            "HELLO ver=" + large,
            "PING " + large,
            "PONG " + large,
            "SEND all key=" + large + " :x"
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
