package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each answer at its turn, each event behind the answer that caused it, however bytes arrive.
final class OrderTest {
    /// Requests of every kind, and what each is answered after its tag.
    private static final List<List<String>> KINDS = List.of(
            List.of("ME #%d", "\\+OK #%d group=main .*"),
            List.of("PING #%d x", "\\+OK #%d PONG x"),
            List.of("SNED #%d all :x", "-ERR #%d 101 .*"),
            List.of("PING #%d \"", "-ERR #%d 100 .*"),
            List.of("WHO #%d m1", "\\+OK #%d n=1 .*"),
            List.of("SEND #%d m1 :x", "-ERR #%d 301 .*"),
            List.of("TALLY #%d 99", "-ERR #%d 501 .*"),
            List.of("SEND #%d all {x}", "-ERR #%d 100 .*"),
            List.of("HELP #%d ME", "\\+OK #%d \\{\\d+}"),
            List.of("ACK #%d", "-ERR #%d 102 .*"));

    @Test
    void hundredRequestsInOnePacketAreAnsweredInTheirOrder() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");
            String[] requests = new String[100];
            for (int number = 0; number < requests.length; number++) {
                requests[number] = tagged(KINDS.get(number % KINDS.size()).getFirst(), number);
            }

            member.send(requests);

            for (int number = 0; number < requests.length; number++) {
                String answer = member.await("\\+OK .*|-ERR .*|\\*.*"); // Past the lines of lists.
                assertThat(answer)
                        .matches(tagged(KINDS.get(number % KINDS.size()).getLast(), number));
            }
        }
    }

    @Test
    void moreRequestsThanMayBeOpenAreAllAnsweredInTheirOrder() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");
            StringBuilder packet = new StringBuilder();
            for (int number = 0; number < 1_000; number++) {
                packet.append(String.join("\n", "ME #m" + number, "PING #p" + number, "JUNK #j" + number, ""));
            }

            member.sendRaw(packet.toString());

            for (int number = 0; number < 1_000; number++) {
                member.expectMatch("\\+OK #m" + number + " group=main id=m1 rank=0 .*");
                member.expect("+OK #p" + number + " PONG");
                member.expectMatch("-ERR #j" + number + " 101 UNKNOWN_VERB .*");
            }
        }
    }

    @Test
    void thousandRequestsAndAHalfCloseAreAnsweredBeforeTheEnd() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");

            member.sendRaw("ME\nPING x\nWHO\n".repeat(400));
            member.closeOutput();

            for (int round = 0; round < 400; round++) {
                member.expectMatch("\\+OK group=main id=m1 .*");
                member.expect("+OK PONG x", "+OK n=1 rev=1 {22}", "m1 rank=0 state=active");
            }
            member.expectEnd();
        }
    }

    @Test
    void answerComesBeforeTheEventsThatItsRequestCauses() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            server.program("main");

            senior.sendRaw("SEND all :x\nPING\n".repeat(100));

            List<String> heard = new ArrayList<>();
            for (int line = 0; line < 300; line++) {
                heard.add(senior.line());
            }
            for (int command = 1; command <= 100; command++) {
                int answer = heard.indexOf("+OK id=" + command + " n=1 above=0 rev=2");
                String event = "*CLOSED " + command + " total=1 delivered=1 ms=";
                int closed = heard.indexOf(heard.stream()
                        .filter(line -> line.startsWith(event))
                        .findFirst()
                        .orElseThrow());
                assertThat(answer).isNotNegative().isLessThan(closed);
            }
        }
    }

    @Test
    void newRankIsToldBeforeAnythingThatFollowsFromIt() {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> seniors = new ArrayList<>();
            for (int number = 1; number <= 20; number++) {
                seniors.add(server.program("main"));
            }
            ScriptedClient last = server.program("main");

            for (ScriptedClient senior : seniors) {
                last.send("ME", "PING", "ME");
                senior.send("QUIT");
                last.send("ME", "WHO m21", "ME");
            }
            last.send("PING end");

            long rank = 20;
            for (String line : Heard.until(last, "\\+OK PONG end")) {
                if (line.startsWith("*RANK ")) {
                    assertThat(Heard.number(line, "was")).isEqualTo(rank);
                    rank = Long.parseLong(line.substring("*RANK ".length(), line.indexOf(" was")));
                } else if (line.contains(" rank=")) {
                    assertThat(Heard.number(line, "rank")).as(line).isEqualTo(rank);
                }
            }
        }
    }

    @Test
    void bytesMayComeOneAtATime() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient junior = server.connect();
            dribble(junior, "HELLO proto=1 body=count\r\nJOIN #j main results=yes\r\nWATCH roster\r\n");
            junior.expectMatch("\\*HELLO .*\r?"); // The greeting may wait to see that this is not HTTP.
            junior.expectMatch("\\+OK proto=1 .*\r");
            junior.expectMatch("\\+OK #j group=main id=m1 .*\r");
            junior.expect("+OK\r");
            ScriptedClient last = server.program("main");
            junior.expect("*JOIN m2 rank=1 rev=2\r");

            dribble(junior, "SEND #s next {5}\r\na\r\nb\n\r\nME #m\r\nSEND all :é\nQUIT\r\n");

            junior.expect("+OK #s id=1 n=1 above=0 rev=2\r");
            junior.await("\\+OK #m group=main id=m1 .*\r");
            junior.await("\\+OK id=2 n=1 .*\r");
            junior.await("\\*BYE again=now :.*\r");
            last.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :a\\r\\nb\\n", "*COMMAND 2 from=m1 rank=0 ttl=60s :é");
        }
    }

    @Test
    void halfALineIsNeverExecuted() {
        try (TestServer server = TestServer.start()) {
            for (String half : List.of("SEND all :shutdown", "SEND all {9}\nshutdown", "QUI")) {
                ScriptedClient senior = server.program("main");
                ScriptedClient junior = server.program("main");

                senior.sendRaw("SEND all :whole\n" + half);
                senior.closeOutput();

                assertThat(senior.untilEnd()).asString().contains("+OK id=").doesNotContain("\n+OK", "-ERR", "*BYE");
                junior.expectMatch("\\*COMMAND \\d+ from=m\\d+ rank=0 ttl=60s :whole");
                junior.expectMatch("\\*RANK 0 was=1 .*");
                junior.send("QUIT");
                junior.expect("+OK");
            }
        }
    }

    @Test
    void wholeLinesBeforeAHalfCloseAreAnsweredBeforeTheEnd() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = server.person();
            ScriptedClient client = server.connect();

            client.send("JOIN main name=brief", "ME", "WHO m2", "PING x", "SNED");
            client.closeOutput();

            client.expectMatch("\\*HELLO .*");
            client.expectMatch("\\+OK group=main id=m2 .*");
            client.expectMatch("\\+OK group=main id=m2 .*");
            client.expect("+OK n=1 rev=2 {33}", "m2 rank=1 state=active name=brief", "+OK PONG x");
            client.expectMatch("-ERR 101 .*");
            client.expectEnd();
            watcher.expect("*JOIN m2 rank=1 rev=2 name=brief", "*LEFT m2 rank=1 rev=3 why=lost");
        }
    }

    @Test
    void everyoneIsAnsweredWithTheLineEndThatItUses() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.person();
            List<ScriptedClient> juniors = new ArrayList<>();
            for (int number = 0; number < 12; number++) { // As many as are sent one buffer, too.
                juniors.add(server.connect());
                juniors.getLast().sendRaw(number % 2 == 0 ? "JOIN\r\n" : "JOIN\n");
                String lineEnd = number % 2 == 0 ? "\r" : "";
                juniors.getLast().expectMatch("\\*HELLO .*" + lineEnd);
                juniors.getLast().await("\\+OK group=main .*" + lineEnd);
            }

            senior.send("SEND all :many", "SEND next :one");

            for (int number = 0; number < 12; number++) {
                String lineEnd = number % 2 == 0 ? "\r" : "";
                juniors.get(number).await("\\*COMMAND 1 from=m1 rank=0 ttl=60s :many" + lineEnd);
            }
            juniors.getFirst().expect("*COMMAND 2 from=m1 rank=0 ttl=60s :one\r");
            juniors.getFirst().sendRaw("HELP ME\n");
            juniors.getFirst().expectMatch("\\+OK \\{\\d+}\r");
            juniors.getFirst().expectMatch("usage: ME\r");
        }
    }

    @Test
    void lineEndOfAnEmptyLineCountsAsSeen() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.connect();

            client.sendRaw("\r\n");

            client.expectMatch("\\*HELLO .*\r");
        }
    }

    private static void dribble(ScriptedClient client, String text) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            client.sendBytes(octet);
        }
    }

    private static String tagged(String text, int number) {
        return text.replace("%d", Integer.toString(number));
    }
}
