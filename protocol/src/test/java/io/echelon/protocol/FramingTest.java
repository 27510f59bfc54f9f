package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final String TOO_LONG = "LINE_TOO_LONG :a line has at most 4096 bytes; this one was skipped";

    private final RequestParser parser = new RequestParser(ProtocolLimits.DEFAULTS);

    @Test
    void emptyAndBlankLinesAreIgnored() {
        assertThat(fed("\n\r\n   \n  ME  \n\n")).containsExactly("ME");
    }

    @Test
    void crLfIsRememberedOnceSeen() {
        assertThat(fed("ME\n")).containsExactly("ME");
        assertThat(parser.hasSeenCrLf()).isFalse();

        assertThat(fed("ME\r\n:a\rb\r\r\nME\n"))
                .hasSize(3)
                .element(1)
                .asString()
                .endsWith("body=a\rb\r");
        assertThat(parser.hasSeenCrLf()).isTrue();
    }

    @Test
    void aLineMayHaveExactlyTheLimitBeforeItsEol() {
        String longest = ":" + "x".repeat(4095);

        assertThat(fed(longest + "\n" + longest + "\r\n")).hasSize(2).allMatch(frame -> frame.startsWith("SEND"));
        assertThat(fed(longest + "x\nME\n")).containsExactly("-ERR 103 " + TOO_LONG, "ME");
    }

    @Test
    void aLineThatIsTooLongIsSkippedAndItsTagEchoed() {
        assertThat(fed("SEND #t all :" + "x".repeat(60_000) + "\r\nME\n"))
                .containsExactly("-ERR #t 103 " + TOO_LONG, "ME");
        assertThat(parser.hasSeenCrLf()).isTrue();
    }

    @Test
    void theCountedBodyOfALineThatIsTooLongIsSkippedToo() {
        assertThat(fed("SEND #t all x=" + "y".repeat(5_000) + " {6}\nQUIT\n\nME\n"))
                .containsExactly("-ERR #t 103 " + TOO_LONG, "ME");
        assertThat(fed("SEND all :" + "y".repeat(5_000) + " {6}\nME\n")).containsExactly("-ERR 103 " + TOO_LONG, "ME");
    }

    @Test
    void aLineFarTooLongClosesAndKeepsNothing() {
        byte[] chunk = Ascii.bytes("x".repeat(10_000));
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            frames.addAll(Frames.fed(parser, chunk, 0, chunk.length));
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(4098);
        }

        assertThat(frames).containsExactly("-ERR 103 " + TOO_LONG + " (closes)");
        assertThat(fed("\nME\n")).isEmpty();
        assertThat(parser.isMidFrame()).isFalse();
    }

    @Test
    void aPartialLineIsKeptInBoundedStorageThatIsLetGo() {
        for (int i = 0; i < 4096; i++) {
            assertThat(fed(i == 0 ? ":" : "x")).isEmpty();
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(4098);
        }
        assertThat(parser.isMidFrame()).isTrue();

        assertThat(fed("\n")).hasSize(1);

        assertThat(parser.isMidFrame()).isFalse();
        assertThat(parser.storedBytes()).isZero();
    }

    @Test
    void aCountedBodyHoldsAnyOctetsAndMayBeFollowedByAnEol() {
        assertThat(fed("SEND all {3}\n\n\r\u0000\nDONE 7 {2}\r\nokME\nDONE 7 {0}\n\nME\n"))
                .containsExactly(
                        "SEND target=all ttlMillis=60000 limitMillis=300000 waves=[] body=\n\r\u0000",
                        "DONE command=7 body=ok",
                        "ME",
                        "DONE command=7 body=",
                        "ME");
    }

    @Test
    void theStorageOfABodyGrowsAsItArrives() {
        fed("SEND all {65536}\n12345");
        assertThat(parser.storedBytes()).isLessThan(1_000);
        assertThat(parser.isMidFrame()).isTrue();

        fed("x".repeat(60_000));
        assertThat(parser.storedBytes()).isLessThanOrEqualTo(65_536);

        assertThat(fed("x".repeat(5_531))).singleElement().asString().hasSizeGreaterThan(65_536);
        assertThat(parser.storedBytes()).isZero();
    }

    @Test
    void aBodyOverTheLimitIsSkippedAndItsTagEchoed() {
        assertThat(fed("SEND #t all {65537}\n"))
                .containsExactly(
                        "-ERR #t 104 BODY_TOO_LARGE max=65536 :the body has more than 65536 bytes and was skipped");
        assertThat(fed("QUIT\n" + "x".repeat(65_532) + "\nME\n")).containsExactly("ME");
    }

    @Test
    void anEndlessBodyIsSkippedWithoutBeingKept() {
        assertThat(fed("SNED {999999999999999999}\n"))
                .hasSize(1)
                .element(0)
                .asString()
                .contains("104");
        for (int i = 0; i < 1_000; i++) {
            assertThat(fed("QUIT\n".repeat(1_000))).isEmpty();
            assertThat(parser.storedBytes()).isZero();
        }
        assertThat(parser.isMidFrame()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"SNED all {5},101", "AUTH token=x {5},105", "PING {5},102", "'SEND \"a {5}',100", "SEND #! {5},100"})
    void theBodyOfARefusedRequestIsNoRequest(String line, String code) {
        assertThat(fed(line + "\nQUIT\n\nME\n")).hasSize(2).satisfies(frames -> {
            assertThat(frames.get(0)).contains("-ERR " + code);
            assertThat(frames.get(1)).isEqualTo("ME");
        });
    }

    @Test
    void whatIsHeldIsReadLaterWithoutAFeed() {
        byte[] window = Ascii.bytes("ME\nLEAVE\nPI");
        parser.feed(window, 0, window.length);
        Frame first = parser.next();
        assertThat(first).isInstanceOf(Request.Me.class);

        parser.hold();
        Arrays.fill(window, (byte) '?');
        assertThat(parser.isMidFrame()).isTrue();

        assertThat(Frames.drained(parser)).containsExactly("LEAVE");
        assertThat(fed("NG\n")).containsExactly("PING");
        assertThat(parser.storedBytes()).isZero();
    }

    @Test
    void moreMayBeFedBehindWhatIsHeld() {
        byte[] window = Ascii.bytes("ME\nLEAVE\nPI");
        parser.feed(window, 0, window.length);
        parser.hold();

        assertThat(fed("NG x\nQUIT\n")).containsExactly("ME", "LEAVE", "PING word=x", "QUIT");
    }

    @Test
    void tlsIsToldApartByItsFirstByte() {
        assertThat(parser.mayStillBeForeign()).isFalse();

        assertThat(fed("\u0016\u0003\u0001"))
                .containsExactly("-ERR 100 BAD_FRAME :this port speaks no TLS; connect without it (closes)");
        assertThat(parser.mayStillBeForeign()).isTrue();
        assertThat(fed("ME\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /a?b=c HTTP/1.0\r", "PRI * HTTP/2.0\r", "CONNECT x:1 HTTP/1.1"})
    void httpIsToldApartByItsFirstLine(String line) {
        for (int i = 0; i < line.strip().length(); i++) {
            assertThat(fed(line.substring(i, i + 1))).isEmpty();
            assertThat(parser.mayStillBeForeign()).isTrue();
        }

        assertThat(fed("\r\nHost: x\r\n\r\n"))
                .containsExactly("-ERR 100 BAD_FRAME :this is not an HTTP port; it speaks echelon/1, a line protocol"
                        + " (closes)");
        assertThat(parser.mayStillBeForeign()).isTrue();
    }

    @Test
    void anHttpLineThatIsTooLongIsStillHttp() {
        assertThat(fed("GET /" + "x".repeat(5_000)))
                .singleElement()
                .asString()
                .contains("not an HTTP port")
                .endsWith("(closes)");
    }

    @Test
    void onlyTheFirstLineCanBeForeign() {
        assertThat(fed("ME\nGET / HTTP/1.1\n\u0016\n")).satisfies(frames -> {
            assertThat(frames.get(0)).isEqualTo("ME");
            assertThat(frames.get(1)).startsWith("-ERR 101 UNKNOWN_VERB");
            assertThat(frames.get(2)).startsWith("-ERR 100 BAD_FRAME :column 1: ");
        });
        assertThat(fed("GET")).isEmpty();
        assertThat(parser.mayStillBeForeign()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "PI", "GETX", "get ", " GET"})
    void aBeginningThatIsNoMethodIsNotForeign(String beginning) {
        fed(beginning);

        assertThat(parser.mayStillBeForeign()).isFalse();
    }

    @Test
    void nothingIsReadBehindAFrameThatCloses() {
        assertThat(fed("HELLO proto=9\nME\n")).hasSize(1);
        assertThat(fed("ME\n")).isEmpty();
    }

    private List<String> fed(String input) {
        return Frames.fed(parser, input);
    }
}
