package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.protocol.Verb;
import io.echelon.server.Limit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The form of each verb's response, tag and all.
final class EveryVerbTest {
    /// Requests of m2, which has a senior m1 and a junior m3, owes m1 an answer to the commands 1 to 4
    /// and awaits one of m3 to command 5, and the responses.
    private static final String RESPONSES = """
            HELLO #t proto=1 name=w7 lang=java ver=1.2    -> \\+OK #t proto=1 server=1\\.0 epoch=[0-9a-f]+
            HELLO #t ping=10s body=count                  -> \\+OK #t proto=1 server=1\\.0 epoch=[0-9a-f]+
            LEAVE #t                                      -> \\+OK #t
            QUIT #t                                       -> \\+OK #t
            YIELD #t                                      -> \\+OK #t group=main id=m4 rank=2 of=3 rev=5 token=\\d+
            ME #t                                         -> \\+OK #t group=main id=m2 rank=1 of=3 rev=3 token=\\d+
            WHO #t                                        -> \\+OK #t n=3 rev=3 \\{\\d+}
            WHO #t m1                                     -> \\+OK #t n=1 rev=3 \\{\\d+}
            SEND #t all :uptime                           -> \\+OK #t id=6 n=1 above=1 rev=3
            SEND #t m3 ttl=5s limit=1m :uptime            -> \\+OK #t id=6 n=1 above=0 rev=3
            SEND #t all key=a rev=3 expect=1 :uptime      -> \\+OK #t id=6 n=1 above=1 rev=3
            SEND #t all wave=1,10%,100% stop=1 :uptime    -> \\+OK #t id=6 n=1 above=1 rev=3
            :uptime                                       -> \\+OK id=6 n=1 above=1 rev=3
            CANCEL #t 5                                   -> \\+OK #t dropped=0 asked=1
            ACK #t 1                                      -> \\+OK #t
            DONE #t 1 rc=0 :up 3 days                     -> \\+OK #t
            DONE #t 1                                     -> \\+OK #t
            FAIL #t 2 rc=3 :why                           -> \\+OK #t
            REFUSE #t 3 :why                              -> \\+OK #t
            TALLY #t 4                                    -> \\+OK #t id=4 open=yes total=1 sent=1
            OUT #t 1 1 :a line                            -> \\+OK #t
            PROG #t 1 40% :unpacking                      -> \\+OK #t
            RESULTS #t 4                                  -> \\+OK #t id=4 open=yes n=1 \\{\\d+}
            RESULTS #t 4 state=failed                     -> \\+OK #t id=4 open=yes n=0 \\{0}
            WATCH #t roster                               -> \\+OK #t
            WATCH #t commands                             -> \\+OK #t
            WATCH #t 5                                    -> \\+OK #t
            UNWATCH #t roster                             -> \\+OK #t
            UNWATCH #t commands                           -> \\+OK #t
            UNWATCH #t 5                                  -> \\+OK #t
            PING #t                                       -> \\+OK #t PONG
            PING #t x                                     -> \\+OK #t PONG x
            PING #t "two words"                           -> \\+OK #t PONG "two words"
            PING #t "key=value"                           -> \\+OK #t PONG "key=value"
            HELP #t                                       -> \\+OK #t \\{\\d+}
            HELP #t SEND                                  -> \\+OK #t \\{\\d+}
            HELP #t limits                                -> \\+OK #t \\{\\d+}
            """;

    /// As JoiningTest, ResumeTest, HeartbeatTest and ClusterTest show.
    private static final List<String> ELSEWHERE = List.of("JOIN", "RESUME", "PONG", "CLUSTER");

    static Stream<String> responses() {
        return RESPONSES.lines();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void responseHasItsForm(String requestAndResponse) {
        String[] parts = requestAndResponse.split(" +-> ", 2);
        try (TestServer server = TestServer.start()) {
            ScriptedClient second = membersWithCommands(server);

            second.send(parts[0]);

            second.expectMatch(parts[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void verbIsReadInAnyCase(String requestAndResponse) {
        String[] parts = requestAndResponse.split(" +-> ", 2);
        String verb = parts[0].split(" ", 2)[0];
        try (TestServer server = TestServer.start()) {
            ScriptedClient second = membersWithCommands(server);

            second.send(verb.toLowerCase(Locale.ROOT) + parts[0].substring(verb.length()));

            second.expectMatch(parts[1]);
        }
    }

    @Test
    void everySupportedVerbIsAmongThem() {
        List<String> requested =
                responses().map(line -> line.split("[ :]", 2)[0]).distinct().toList();

        assertThat(Stream.of(Verb.values()).filter(Verb::isSupported).map(Verb::name))
                .allMatch(verb -> requested.contains(verb) || ELSEWHERE.contains(verb));
    }

    @Test
    void whoListsALineForEachMemberInOrderOfRank() {
        try (TestServer server = TestServer.start()) {
            server.program("main name=boss label.os=linux label.zone=\"a b\"");
            server.person();
            ScriptedClient third = server.program("main results=yes");

            third.send("WHO", "WHO rank:1-9", "WHO next", "PING");

            third.expectMatch("\\+OK n=3 rev=3 \\{\\d+}");
            third.expect(
                    "m1 rank=0 state=active name=boss label.os=linux label.zone=\"a b\"",
                    "m2 rank=1 state=active",
                    "m3 rank=2 state=active");
            third.expectMatch("\\+OK n=2 rev=3 \\{\\d+}");
            third.expect("m2 rank=1 state=active", "m3 rank=2 state=active");
            third.expectMatch("-ERR 500 NO_MATCH :.*");
            third.expect("+OK PONG");
        }
    }

    @Test
    void countOfAListIsThatOfItsOctetsBeforeTheLastLineEnd() {
        try (TestServer server = TestServer.start()) {
            server.program("main name=é");
            ScriptedClient second = server.program("main");

            second.send("WHO", "HELP SEND", "PING");

            String who = second.expectMatch("\\+OK n=2 rev=2 \\{\\d+}");
            byte[] octets = second.bytes(count(who));
            assertThat(new String(octets, StandardCharsets.UTF_8))
                    .isEqualTo("m1 rank=0 state=active name=\"é\"\nm2 rank=1 state=active");
            second.expect("");
            assertThat(second.bytes(count(second.line()))).asString().contains("usage: SEND");
            second.expect("", "+OK PONG");
        }
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void helpOnASupportedVerbHasALineToPaste(Verb verb) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.program("main");

            client.send("HELP " + verb, "PING end");

            List<String> lines = Heard.until(client, "\\+OK PONG end");
            assertThat(lines.stream().anyMatch(line -> line.startsWith("try: " + verb)))
                    .isEqualTo(verb.isSupported());
        }
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void helpTellsEveryLimitAsItIsSet(Limit limit) {
        long value = limit.largest() > 1_000 ? limit.standard() : limit.smallest();
        try (TestServer server = TestServer.start(options -> options.withLimit(limit, value))) {
            ScriptedClient client = server.connect();

            client.send("HELP limits");

            client.await(limit.key() + "=" + value + " .*");
        }
    }

    @Test
    void emptyLinesAreIgnored() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.program("main");

            client.sendRaw("\n\r\n   \n\nPING a\r\n\r\nPING b\n");

            client.expect("+OK PONG a\r", "+OK PONG b\r");
        }
    }

    private static int count(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf('{') + 1, line.length() - 1));
    }

    /// @return m2, of three, after m1 has sent it four commands, and it one to m3
    private static ScriptedClient membersWithCommands(TestServer server) {
        ScriptedClient first = server.program("main");
        ScriptedClient second = server.program("main results=yes");
        server.program("main results=yes");
        for (int command = 1; command <= 4; command++) {
            first.send("SEND m2 :work");
            first.expect("+OK id=" + command + " n=1 above=0 rev=3");
            second.expect("*COMMAND " + command + " from=m1 rank=0 ttl=60s :work");
        }
        second.send("SEND m3 :work");
        second.expect("+OK id=5 n=1 above=0 rev=3");
        return second;
    }
}
