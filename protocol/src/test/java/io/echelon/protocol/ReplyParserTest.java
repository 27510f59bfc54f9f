package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
    private final ReplyParser parser = new ReplyParser(4096, 65_536);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheServerWritesIsReadBack(boolean crlf) {
        ReplyWriter writer = new ReplyWriter();
        writeEvents(writer, crlf);
        writeAnswers(writer, crlf);

        List<String> replies = fed(writer.toString());

        assertThat(replies)
                .hasSizeGreaterThan(20)
                .isEqualTo(writer.toString().lines().toList());
    }

    private static void writeEvents(ReplyWriter writer, boolean crlf) {
        byte[] body = "up é\n".getBytes(StandardCharsets.US_ASCII);
        start(writer, crlf, EventName.HELLO)
                .word("echelon/1")
                .pair("members", 0)
                .text("type HELP")
                .end();
        start(writer, crlf, EventName.WELCOME)
                .pair("group", "the group")
                .pair("id", 'm', 1)
                .end();
        start(writer, crlf, EventName.RANK)
                .number(0)
                .pair("token", Long.MAX_VALUE)
                .text("m1 left")
                .end();
        start(writer, crlf, EventName.JOIN)
                .word('m', 3)
                .pair("name", "Ada \"L\"")
                .end();
        start(writer, crlf, EventName.LEFT)
                .word('m', 1)
                .pair("rank", 0)
                .pair("why", "quit")
                .end();
        start(writer, crlf, EventName.COMMAND)
                .number(7)
                .pair("ttl", "60s")
                .body(body, BodyForm.TEXT)
                .end();
        start(writer, crlf, EventName.COMMAND)
                .number(8)
                .body(new byte[0], BodyForm.TEXT)
                .end();
        start(writer, crlf, EventName.RESULT)
                .number(7)
                .word('m', 2)
                .pair("state", "done")
                .pair("rc", -1)
                .end();
        start(writer, crlf, EventName.CLOSED)
                .number(7)
                .pair("total", 12)
                .pair("ms", 2410)
                .end();
        writeEventsOfProgress(writer, crlf);
        start(writer, crlf, EventName.BYE)
                .pair("code", 602)
                .pair("again", "now")
                .text("you read too slowly")
                .end();
    }

    private static void writeEventsOfProgress(ReplyWriter writer, boolean crlf) {
        byte[] body = "a\n".getBytes(StandardCharsets.US_ASCII);
        start(writer, crlf, EventName.AWAY).word('m', 3).pair("rank", 2).end();
        start(writer, crlf, EventName.BACK).word('m', 3).pair("rank", 1).end();
        start(writer, crlf, EventName.CANCEL).number(7).pair("why", "sender").end();
        start(writer, crlf, EventName.TALLY).number(7).pair("total", 12).end();
        start(writer, crlf, EventName.OUT)
                .number(7)
                .word('m', 2)
                .number(1)
                .body(body, BodyForm.TEXT)
                .end();
        start(writer, crlf, EventName.PROG)
                .number(7)
                .word('m', 2)
                .word("40%")
                .body(body, BodyForm.TEXT)
                .end();
        start(writer, crlf, EventName.WAITING).pair("position", 2).end();
        start(writer, crlf, EventName.PING).number(81).pair("sent", 1532).end();
        start(writer, crlf, EventName.GAP).pair("from", 7).end();
        start(writer, crlf, EventName.SLOW).pair("unsent", 524_288).end();
        start(writer, crlf, EventName.DRAIN).pair("in", "10s").end();
    }

    private static ReplyWriter start(ReplyWriter writer, boolean crlf, EventName event) {
        return writer.start(crlf).event(event);
    }

    private static void writeAnswers(ReplyWriter writer, boolean crlf) {
        writer.start(crlf).ok(null).end();
        writer.start(crlf).ok("t.1").end();
        writer.start(crlf).ok(null).word("PONG").end();
        writer.start(crlf).ok("a").word("PONG").value("a b").end();
        writer.start(crlf).ok(null).word("PONG").value("#x").end();
        writer.start(crlf)
                .ok(null)
                .pair("id", 7)
                .pair("open", "no")
                .pair("least", Long.MIN_VALUE)
                .end();
        for (ErrorCode code : ErrorCode.values()) {
            writer.start(crlf).error(null, code).text(code.meaning()).end();
            writer.start(crlf).error("t", code).pair("who", 'm', 1).end();
        }
        for (Frame frame : List.of(
                new Malformed(null, ErrorCode.BAD_ARGS, List.of(), "no \u001b[1m, é", false),
                new Malformed("m", ErrorCode.UNKNOWN_VERB, List.of(new Malformed.Detail("did", "A b")), "no", true))) {
            writer.start(crlf).malformed((Malformed) frame);
        }
    }

    @Test
    void theExamplesInThePaperAreReplies() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean isSession = false;
        for (String line : Files.readAllLines(Path.of(System.getProperty("echelon.root"), "docs/protocol.md"))) {
            isSession = line.startsWith("```") ? line.startsWith("```session") : isSession;
            if (isSession && line.matches("[-+*][^{]*")) {
                lines.add(line);
            }
        }

        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(fed(String.join("\n", lines) + "\n")).isEqualTo(lines);
    }

    @Test
    void aRefusalHasCodeNameFieldsAndText() throws GarbledReplyException {
        assertThat(Replies.one("-ERR #a-1 601 TOO_MANY_OPEN max=64 retry=yes :wait a bit\n"))
                .isInstanceOfSatisfying(Reply.Refused.class, refused -> {
                    assertThat(refused.tag()).isEqualTo("a-1");
                    assertThat(refused.code()).isEqualTo(601);
                    assertThat(refused.name()).isEqualTo("TOO_MANY_OPEN");
                    assertThat(refused.fields().wordCount()).isZero();
                    assertThat(refused.fields().options()).hasToString("{max=64, retry=yes}");
                    assertThat(refused.text()).isEqualTo("wait a bit");
                });
    }

    @Test
    void aRefusalNeedHaveNoCodeThatIsKnownAndNoText() throws GarbledReplyException {
        assertThat(Replies.one("-ERR 999 NEW_ONE later k=v\n")).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.tag()).isNull();
            assertThat(refused.code()).isEqualTo(999);
            assertThat(refused.fields()).hasToString("[later] {k=v}");
            assertThat(refused.text()).isEmpty();
        });
    }

    @Test
    void theTextOfARefusalIsSafeToShow() {
        ReplyParser raw = new ReplyParser(4096, 65_536);
        byte[] line = "-ERR 900 INTERNAL :a\u001b[2J\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Replies.fed(raw, line, 0, line.length)).containsExactly("-ERR 900 INTERNAL :a\\u{1b}[2J\ufffd");
    }

    @Test
    void aBodyIsOctetsHoweverItComes() throws GarbledReplyException {
        byte[] octets = {0, -1, '\n', '\r', '*'};
        ReplyWriter writer = new ReplyWriter();
        writer.start(true)
                .event(EventName.COMMAND)
                .number(7)
                .body(octets, BodyForm.COUNTED)
                .end();
        writer.start(true).ok("w").pair("n", 0).counted(octets, 0, 0).end();
        writer.start(true).ok(null).end();
        parser.feed(writer.array(), 0, writer.length());

        assertThat(parser.next()).isInstanceOfSatisfying(Reply.Event.class, event -> {
            assertThat(event.event()).isEqualTo(EventName.COMMAND);
            assertThat(event.body()).containsExactly(octets);
        });
        assertThat(parser.next())
                .isInstanceOfSatisfying(
                        Reply.Ok.class, ok -> assertThat(ok.body()).isEmpty());
        assertThat(parser.next())
                .isInstanceOfSatisfying(
                        Reply.Ok.class, ok -> assertThat(ok.body()).isNull());
        assertThat(parser.next()).isNull();
        assertThat(Replies.one("*COMMAND 7 : a\r b \r\n"))
                .isInstanceOfSatisfying(
                        Reply.Event.class, event -> assertThat(event.body()).containsExactly(Ascii.bytes(" a\r b ")));
    }

    @Test
    void theListOfARosterIsItsBody() throws GarbledReplyException {
        assertThat(Replies.one("*ROSTER n=2 rev=88 {28}\nm7 rank=0\nm9 rank=1 name=w\n\n\n"))
                .isInstanceOfSatisfying(Reply.Event.class, event -> {
                    assertThat(event.event()).isEqualTo(EventName.ROSTER);
                    assertThat(event.fields()).hasToString("[] {n=2, rev=88}");
                    assertThat(event.body()).containsExactly(Ascii.bytes("m7 rank=0\nm9 rank=1 name=w\n\n"));
                });
    }

    @Test
    void aPingTellsWhatToGiveBack() throws GarbledReplyException {
        assertThat(Replies.one("*PING 81 sent=1532\n")).isInstanceOfSatisfying(Reply.Event.class, event -> {
            assertThat(event.event()).isEqualTo(EventName.PING);
            assertThat(event.fields()).hasToString("[81] {sent=1532}");
            assertThat(event.body()).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource(EventName.class)
    void everyEventIsFoundByItsNameInAnyCase(EventName name) {
        assertThat(fed("*" + name + " 7 a=b\n*" + name.name().toLowerCase(Locale.ROOT) + " 7 a=b\n"))
                .containsExactly("*" + name + " 7 a=b", "*" + name + " 7 a=b");
    }

    @Test
    void blankLinesAndTheirEndsDoNotMatter() {
        assertThat(fed("\n\r\n  \n  +OK   k=v  \r\n\n*rank  0\n-err 100 bad_frame\n+ok #T\n"))
                .containsExactly("+OK k=v", "*RANK 0", "-ERR 100 bad_frame", "+OK #T");
    }

    @Test
    void anEventThatIsNotKnownIsSkippedWithItsBody() {
        assertThat(fed("*RUMOUR n=1 {4}\n+OK\n\n*PINGS 81 sent=1\n*NEW 7 {0}\n\n+OK\n"))
                .containsExactly("+OK");
        assertThat(fed("*NEW 7 {70000}\n" + "-ERR x".repeat(10_000))).isEmpty();
        assertThat(parser.storedBytes()).isZero();
        assertThat(fed("y".repeat(10_000) + "\n+OK #z\n")).containsExactly("+OK #z");
    }

    @Test
    void wordsAndKeysThatAreNotKnownHarmNothing() {
        assertThat(fed("*RANK 0 new words was=1 x.y_z-9=\"\\u{41}\" !must=\n"))
                .containsExactly("*RANK 0 new words was=1 x.y_z-9=A must=\"\"");
    }

    @Test
    void aLineMayHaveExactlyTheLimitBeforeItsEnd() {
        String longest = "+OK :" + "x".repeat(4091);

        assertThat(fed(longest + "\n" + longest + "\r\n")).containsExactly(longest, longest);
        assertThat(fed(longest + "x\n+OK\n")).containsExactly("garbled: a line of more than 4096 bytes");
    }

    @Test
    void aLineThatIsTooLongIsNotWaitedFor() {
        assertThat(fed("x".repeat(4098))).containsExactly("garbled: a line of more than 4096 bytes");
        assertThat(parser.storedBytes()).isZero();
    }

    @Test
    void aBodyMayHaveExactlyTheLimit() {
        assertThat(fed("+OK {65536}\n" + "x".repeat(65_536) + "\n+OK\n"))
                .hasSize(2)
                .element(1)
                .isEqualTo("+OK");
        assertThat(fed("+OK {65537}\n"))
                .containsExactly("garbled: a body of more than 65536 bytes; the line was: +OK {65537}");
    }

    @Test
    void whatIsKeptGrowsAsItArrivesAndIsLetGo() {
        for (int i = 0; i < 4096; i++) {
            assertThat(fed(" ")).isEmpty();
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(4098);
        }
        assertThat(fed("\n+OK {65536}\n12345")).isEmpty();
        assertThat(parser.storedBytes()).isLessThan(1_000);

        assertThat(fed("x".repeat(60_000))).isEmpty();
        assertThat(parser.storedBytes()).isLessThanOrEqualTo(65_536);

        assertThat(fed("x".repeat(5_531))).hasSize(1);
        assertThat(parser.storedBytes()).isZero();
    }

    @Test
    void nothingIsReadBehindWhatIsGarbled() {
        assertThat(fed("+OK #1\nHTTP/1.1 400 Bad Request\r\n+OK #2\n"))
                .containsExactly(
                        "+OK #1",
                        "garbled: a reply begins with +OK, -ERR or *NAME; the line was: HTTP/1.1 400 Bad Request");
        assertThatThrownBy(parser::next)
                .isInstanceOf(GarbledReplyException.class)
                .hasMessageContaining("HTTP/1.1 400");
        assertThat(fed("+OK #3\n")).singleElement().asString().endsWith("the line was: HTTP/1.1 400 Bad Request");
        assertThat(parser.storedBytes()).isZero();
    }

    @Test
    void limitsThatNoReplyFitsIntoAreRefused() {
        assertThatThrownBy(() -> new ReplyParser(63, 0)).hasMessage("maxLineBytes=63 is not in 64..1073741824");
        assertThatThrownBy(() -> new ReplyParser(64, -1)).hasMessage("maxBodyBytes=-1 is not in 0..1073741824");
    }

    private List<String> fed(String input) {
        return Replies.fed(parser, input);
    }
}
