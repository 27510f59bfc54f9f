package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyWriterTest {
    private static final int WARM_UP_LINES = 20_000;
    private static final int MEASURED_LINES = 10_000;

    private final ReplyWriter writer = new ReplyWriter();

    @Test
    void aResponseHasTagAndArguments() {
        writer.start(false).ok("t1").pair("id", 'm', 7).pair("rank", 0).end();
        writer.start(true).ok(null).word("PONG").value("a b").end();
        writer.start(false)
                .ok(null)
                .pair("least", Long.MIN_VALUE)
                .number(Long.MAX_VALUE)
                .number(-10)
                .end();

        assertThat(writer).hasToString("""
                +OK #t1 id=m7 rank=0
                +OK PONG "a b"\r
                +OK least=-9223372036854775808 9223372036854775807 -10
                """);
    }

    @Test
    void anErrorOfAnotherServerIsWrittenAsItWas() {
        writer.start(false)
                .error("t1", 600, "RATE_LIMITED")
                .pair("wait", "2s")
                .text("slow down")
                .end();
        writer.start(false).error(null, 7, "NEW_IN_VERSION_9").end();

        assertThat(writer).hasToString("""
                -ERR #t1 600 RATE_LIMITED wait=2s :slow down
                -ERR 007 NEW_IN_VERSION_9
                """);
    }

    @Test
    void anErrorSaysWhetherToTryAgain() {
        writer.start(false)
                .error("x", ErrorCode.GROUP_FULL)
                .pair("capacity", 64)
                .end();
        writer.start(false).error(null, ErrorCode.SELF).text("that is you").end();

        assertThat(writer).hasToString("""
                -ERR #x 401 GROUP_FULL capacity=64 retry=yes
                -ERR 301 SELF :that is you
                """);
    }

    @Test
    void anEventHasItsArgumentsAndAText() {
        writer.start(false)
                .event(EventName.LEFT)
                .word('m', 1)
                .pair("why", "quit")
                .end();
        writer.start(false)
                .event(EventName.RANK)
                .number(0)
                .pair("was", 1)
                .text("you are\nin \u202ecommand")
                .end();

        assertThat(writer).hasToString("""
                *LEFT m1 why=quit
                *RANK 0 was=1 :you are\\nin \\u{202e}command
                """);
    }

    @Test
    void aTextMayBeWrittenInParts() {
        writer.start(false)
                .event(EventName.RANK)
                .number(0)
                .pair("ttl", 1_500, "ms")
                .text("")
                .more('m', 7)
                .more(" left, \u202e")
                .more(-12)
                .more(" to go")
                .end();

        assertThat(writer).hasToString("*RANK 0 ttl=1500ms :m7 left, \\u{202e}-12 to go\n");
    }

    @Test
    void aBodyIsWrittenAsTheReceiverWantsIt() {
        String text = "é\n\0\\n\u2028\u0085";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);

        writer.start(false).event(EventName.COMMAND).body(body, BodyForm.TEXT).end();
        assertThat(writer).hasToString("*COMMAND :é\\n\\u{0}\\n\\u{2028}\\u{85}\n");

        writer.clear();
        writer.start(true).event(EventName.COMMAND).body(body, BodyForm.COUNTED).end();
        assertThat(writer).hasToString("*COMMAND {11}\r\n" + text + "\r\n");
    }

    @Test
    void eachOctetThatIsNotUtf8IsShownAsAReplacement() {
        writer.start(false)
                .event(EventName.COMMAND)
                .body(new byte[] {'a', -1, -30, -126, 'b'}, BodyForm.TEXT)
                .end();

        assertThat(writer).hasToString("*COMMAND :a���b\n");
    }

    @Test
    void aListIsCountedForEverybody() {
        ReplyWriter lines = new ReplyWriter();
        lines.start(true).word('m', 7).pair("rank", 3).pair("name", "w 7").end();
        lines.start(true).word('m', 8).pair("rank", 4).end();

        writer.start(true).ok(null).pair("n", 2).list(lines).end();
        writer.start(false).ok(null).pair("n", 0).list(new ReplyWriter()).end();

        assertThat(writer).hasToString("""
                +OK n=2 {31}\r
                m7 rank=3 name="w 7"\r
                m8 rank=4\r
                +OK n=0 {0}

                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a b",
                "\"",
                "\\",
                "\\n",
                "a\"b\\",
                "\n\r\t",
                ":a",
                "{5}",
                "#t",
                "=",
                "a=b",
                "!a=b",
                "é\u202e\u0000\u001b\u007f\u0085\u2028",
                "\ud83d\ude00",
                "\udb40\udc01",
                "\u00a0",
                "\u0378",
                "a:b{c}"
            })
    void aValueIsReadBackAsItWas(String value) {
        assertThat(readBack(value)).isEqualTo(value);
    }

    @Test
    void aLoneSurrogateIsReplaced() {
        writer.start(false)
                .ok(null)
                .pair("k", "a\ud800")
                .value("\udc00")
                .text("\ud800")
                .end();

        assertThat(writer).hasToString("+OK k=\"a�\" \"�\" :�\n");
    }

    @Test
    void aWordOfTheServersOwnMustBePlain() {
        for (String word : List.of("a b", "a\n", "é", "\u0000")) {
            assertThatThrownBy(() -> writer.word(word)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.pair(word, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void clearingKeepsTheArray() {
        writer.start(false).ok(null).text("x".repeat(10_000)).end();
        byte[] array = writer.array();

        writer.clear();
        writer.start(false).ok(null).end();

        assertThat(writer.length()).isEqualTo(4);
        assertThat(writer.array()).isSameAs(array);
    }

    @Test
    void aLineIsWrittenWithoutAllocating() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] body = Ascii.bytes("up\n3 days");
        writeLines(WARM_UP_LINES, body);

        long before = threads.getCurrentThreadAllocatedBytes();
        writeLines(MEASURED_LINES, body);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(MEASURED_LINES); // Not one byte a line; the JIT may cause a few.
    }

    private void writeLines(int count, byte[] body) {
        for (int i = 0; i < count; i++) {
            writer.clear();
            writer.start(true)
                    .ok("tag")
                    .pair("id", 'm', i)
                    .pair("rank", -i)
                    .pair("name", "w 7\u001b")
                    .end();
            writer.start(false).error(null, ErrorCode.NO_QUORUM).text("é wait").end();
            writer.start(false)
                    .event(EventName.COMMAND)
                    .number(i)
                    .body(body, BodyForm.TEXT)
                    .end();
            writer.start(false)
                    .event(EventName.COMMAND)
                    .number(i)
                    .body(body, BodyForm.COUNTED)
                    .end();
        }
    }

    private String readBack(String value) {
        writer.start(false).word("PING").value(value).pair("k", value).end();
        RequestLine line = new RequestLine(ProtocolLimits.DEFAULTS);
        line.read(writer.array(), 0, writer.length() - 1);
        assertThat(line.failure()).isNull();
        assertThat(line.arguments().count()).isEqualTo(2);
        assertThat(line.wordCount()).isEqualTo(1);
        assertThat(line.arguments().value(0)).isEqualTo(line.arguments().value(1));
        return line.arguments().value(1);
    }
}
