package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Bodies of commands and results in both forms, and lines and bodies that are too long.
final class BodiesTest {
    private static final int MAX_LINE = 4_096;
    private static final int MAX_SKIPPED_LINE = 65_536;
    private static final int MAX_BODY = 65_536;

    @Test
    void countedBodyIsBinarySafe() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient counter = counter(server, "main");
            ScriptedClient reader = server.program("main");
            byte[] all = new byte[256];
            for (int octet = 0; octet < all.length; octet++) {
                all[octet] = (byte) octet;
            }

            sender.send("SEND all {256}");
            sender.sendBytes(all);
            sender.send("PING");

            sender.expect("+OK id=1 n=2 above=0 rev=3");
            counter.expect("*COMMAND 1 from=m1 rank=0 ttl=60s {256}");
            assertThat(counter.bytes(256)).isEqualTo(all);
            counter.expect("");
            counter.expectNothing();
            assertThat(reader.line())
                    .startsWith("*COMMAND 1 from=m1 rank=0 ttl=60s :\\u{0}\\u{1}")
                    .contains("\\t\\n\\u{b}\\u{c}\\r\\u{e}", "\\u{1b}", "XYZ[\\]^", "~\\u{7f}")
                    .endsWith("\ufffd".repeat(128));
            reader.expectNothing();
        }
    }

    @Test
    void textIsCountedForWhoAskedForThat() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient counter = counter(server, "main");

            sender.send("SEND all :  zwei Wörter ", ":", "SEND all {0}", "SEND all {4}", "a\nb", "PING");

            counter.expect("*COMMAND 1 from=m1 rank=0 ttl=60s {15}", "  zwei Wörter ");
            counter.expect("*COMMAND 2 from=m1 rank=0 ttl=60s {0}", "");
            counter.expect("*COMMAND 3 from=m1 rank=0 ttl=60s {0}", "");
            counter.expect("*COMMAND 4 from=m1 rank=0 ttl=60s {4}", "a", "b", "");
            counter.expectNothing();
        }
    }

    @Test
    void emptyBodyIsAnEmptyTextToEveryoneElse() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient reader = server.program("main");

            sender.sendRaw("SEND all {0}\n\nSEND all :\n:\n");

            reader.expect(
                    "*COMMAND 1 from=m1 rank=0 ttl=60s :",
                    "*COMMAND 2 from=m1 rank=0 ttl=60s :",
                    "*COMMAND 3 from=m1 rank=0 ttl=60s :");
        }
    }

    @Test
    void resultsAreBodiesLikeAnyOther() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient counter = counter(server, "main");
            ScriptedClient reader = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            counter.send("SEND last :a");
            counter.expect("+OK id=1 n=1 above=0 rev=3");
            reader.send("SEND next :b");
            reader.expect("+OK id=2 n=1 above=0 rev=3");

            executor.sendRaw("DONE 1 rc=0 {6}\na\nb\0c\n\nFAIL 2 rc=-7 {3}\na\u001bb\n");

            counter.expectMatch("\\*RESULT 1 m3 rank=2 state=done rc=0 ms=\\d+ \\{6}");
            assertThat(counter.bytes(7)).asString().isEqualTo("a\nb\0c\n\n");
            counter.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
            reader.expectMatch("\\*RESULT 2 m3 rank=2 state=failed rc=-7 ms=\\d+ :a\\\\u\\{1b}b");
            reader.expectMatch("\\*CLOSED 2 total=1 failed=1 ms=\\d+");
        }
    }

    @Test
    void bodyMayBeAsLargeAsTheLimit() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient counter = counter(server, "main");
            ScriptedClient reader = server.program("main");
            byte[] body = new byte[MAX_BODY];
            Arrays.fill(body, (byte) '\n');

            sender.send("SEND all {" + MAX_BODY + "}");
            sender.sendBytes(body);
            sender.send("ME");

            sender.expect("+OK id=1 n=2 above=0 rev=3");
            counter.expect("*COMMAND 1 from=m1 rank=0 ttl=60s {" + MAX_BODY + "}");
            assertThat(counter.bytes(MAX_BODY)).isEqualTo(body);
            counter.expect("");
            reader.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :" + "\\n".repeat(MAX_BODY));
        }
    }

    @Test
    void bodyPastTheLimitIsSkippedAndTheConnectionLives() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main");

            sender.sendRaw(
                    "SEND #big all {" + (MAX_BODY + 1) + "}\n" + "QUIT\n".repeat(13_107) + "QU\nSEND #ok all :x\n");

            sender.expectMatch("-ERR #big 104 BODY_TOO_LARGE max=" + MAX_BODY + " :.*");
            sender.expect("+OK #ok id=1 n=1 above=0 rev=2");
            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :x");
        }
    }

    @Test
    void bodyOfARefusedRequestIsNoRequest() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");

            member.sendRaw(
                    "SNED #a all {5}\nQUIT\nSEND #b nobody {5}\nQUIT\nACK #c 1 {5}\nQUIT\nOUT #d 7 1 {5}\nQUIT\n");
            member.sendRaw("AUTH #auth token=secret {5}\nQUIT\n");
            member.sendRaw("SEND #e all \" {5}\nQUIT\nPING #f\n");

            member.expectMatch("-ERR #a 101 .*");
            member.expectMatch("-ERR #b 102 .*");
            member.expectMatch("-ERR #c 102 .*");
            member.expectMatch("-ERR #d 501 .*");
            member.expectMatch("-ERR #auth 105 .*");
            member.expectMatch("-ERR #e 100 .*");
            member.expect("+OK #f PONG");
        }
    }

    @Test
    void lineMayBeAsLongAsTheLimit() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main");
            String text = "x".repeat(MAX_LINE - 1);

            sender.sendRaw(":" + text + "\n:" + text + "\r\n");

            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :" + text, "*COMMAND 2 from=m1 rank=0 ttl=60s :" + text);
        }
    }

    @Test
    void longerLineIsSkippedAndTheConnectionLives() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main");

            sender.send(
                    ":" + "x".repeat(MAX_LINE),
                    "SEND #t all :" + "x".repeat(MAX_SKIPPED_LINE - 100),
                    "SEND #ok all :x");

            sender.expectMatch("-ERR 103 LINE_TOO_LONG :.*");
            sender.expectMatch("-ERR #t 103 LINE_TOO_LONG :.*");
            sender.expect("+OK #ok id=1 n=1 above=0 rev=2");
            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :x");
        }
    }

    @Test
    void lineWithoutEndEndsTheConnection() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");

            member.sendRaw("SEND #t all :" + "x".repeat(MAX_SKIPPED_LINE + MAX_LINE));

            member.expectMatch("-ERR #t 103 LINE_TOO_LONG :.*");
            member.expectMatch("\\*BYE code=103 again=never :.*");
            member.expectEnd();
        }
    }

    @Test
    void bodyThatNeverComesWholeIsNeverSent() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main");

            sender.sendBytes("SEND all {10}\n123456789".getBytes(StandardCharsets.US_ASCII));
            sender.closeOutput();

            sender.expectEnd();
            junior.expectMatch("\\*RANK 0 was=1 .*");
        }
    }

    private static ScriptedClient counter(TestServer server, String join) {
        ScriptedClient counter = server.connect();
        counter.send("HELLO proto=1 body=count", "JOIN " + join);
        counter.await("\\+OK group=.*");
        return counter;
    }
}
