package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.protocol.ErrorCode;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every error code that a client can meet, with its keys and the tag of its request.
final class EveryErrorTest {
    /// Requests of m2, which has a senior m1 and a junior m3. Of m1's commands it has answered the
    /// first, and the second was for m3. `<5000>` and `<24>` stand for as many letters.
    private static final String RESPONSES = """
            PING #t "                 -> -ERR #t 100 BAD_FRAME :.*
            SEND #t all {x}           -> -ERR #t 100 BAD_FRAME :.*
            PING #not!a!tag           -> -ERR 100 BAD_FRAME :.*
            SNED #t all :date         -> -ERR #t 101 UNKNOWN_VERB did=SEND :no verb SNED; did you mean SEND\\?
            XYZZY #t                  -> -ERR #t 101 UNKNOWN_VERB :.*
            ACK #t                    -> -ERR #t 102 BAD_ARGS .*
            ACK #t x                  -> -ERR #t 102 BAD_ARGS .*
            SEND #t all               -> -ERR #t 102 BAD_ARGS .*
            SEND #t all ttl=0s :x     -> -ERR #t 102 BAD_ARGS .*
            SEND #t nobody :x         -> -ERR #t 102 BAD_ARGS .*
            SEND #t rank:9-4 :x       -> -ERR #t 102 BAD_ARGS .*
            SEND #t rank:0-65536 :x   -> -ERR #t 102 BAD_ARGS .*
            SEND #t all :<5000>       -> -ERR #t 103 LINE_TOO_LONG :.*
            AUTH #t token=secret      -> -ERR #t 105 UNSUPPORTED :.*
            CLUSTER #t                -> -ERR #t 105 UNSUPPORTED :.*
            SEND #t m1 :x             -> -ERR #t 300 UPWARD who=m1 :m1 \\(rank 0\\) is senior to you \\(rank 1\\); .*
            SEND #t rank:0-2 :x       -> -ERR #t 300 UPWARD who=m1 :.*
            SEND #t m2 :x             -> -ERR #t 301 SELF( \\S+=\\S+)* :.*
            SEND #t rank:1-2 :x       -> -ERR #t 301 SELF( \\S+=\\S+)* :.*
            SEND #t all rev=2 :x      -> -ERR #t 302 STALE_REV rev=3 :.*
            TALLY #t 2                -> -ERR #t 303 NOT_YOURS :.*
            RESULTS #t 2              -> -ERR #t 303 NOT_YOURS :.*
            WATCH #t 2                -> -ERR #t 303 NOT_YOURS :.*
            CANCEL #t 2               -> -ERR #t 303 NOT_YOURS :.*
            JOIN #t                   -> -ERR #t 402 ALREADY_A_MEMBER( \\S+=\\S+)* :.*
            JOIN #t other             -> -ERR #t 402 ALREADY_A_MEMBER( \\S+=\\S+)* :.*
            RESUME #t session=<24> got=0 -> -ERR #t 402 ALREADY_A_MEMBER( \\S+=\\S+)* :.*
            SEND #t m99 :x            -> -ERR #t 405 NO_SUCH_MEMBER( \\S+=\\S+)* :.*
            SEND #t rank:0,99 :x      -> -ERR #t 405 NO_SUCH_MEMBER( \\S+=\\S+)* :.*
            WHO #t m99                -> -ERR #t 405 NO_SUCH_MEMBER( \\S+=\\S+)* :.*
            SEND #t +2 :x             -> -ERR #t 500 NO_MATCH :.*
            DONE #t 99                -> -ERR #t 501 NO_SUCH_COMMAND :.*
            TALLY #t 99               -> -ERR #t 501 NO_SUCH_COMMAND :.*
            RESULTS #t 99             -> -ERR #t 501 NO_SUCH_COMMAND :.*
            CANCEL #t 99              -> -ERR #t 501 NO_SUCH_COMMAND :.*
            OUT #t 99 1 :x            -> -ERR #t 501 NO_SUCH_COMMAND :.*
            WATCH #t 99               -> -ERR #t 501 NO_SUCH_COMMAND :.*
            DONE #t 1                 -> -ERR #t 502 ALREADY_CLOSED :.*
            ACK #t 1                  -> -ERR #t 502 ALREADY_CLOSED :.*
            PROG #t 1 40%             -> -ERR #t 502 ALREADY_CLOSED :.*
            WATCH #t 1                -> -ERR #t 502 ALREADY_CLOSED :.*
            DONE #t 2                 -> -ERR #t 503 NOT_A_TARGET :.*
            OUT #t 2 2 :x             -> -ERR #t 503 NOT_A_TARGET :.*
            SEND #t all expect=2 :x   -> -ERR #t 505 EXPECT want=2 got=1 :.*
            """;

    /// Met in the tests below, each by itself.
    private static final Set<ErrorCode> BELOW = EnumSet.of(
            ErrorCode.BODY_TOO_LARGE,
            ErrorCode.PROTO_VERSION,
            ErrorCode.NOBODY_BELOW,
            ErrorCode.NOT_A_MEMBER,
            ErrorCode.GROUP_FULL,
            ErrorCode.NAME_TAKEN,
            ErrorCode.BAD_SESSION,
            ErrorCode.GAP,
            ErrorCode.FENCED,
            ErrorCode.TOO_MANY_GROUPS,
            ErrorCode.KEY_CONFLICT,
            ErrorCode.TOO_MANY_OPEN,
            ErrorCode.SLOW,
            ErrorCode.TOO_MANY_CONNECTIONS,
            ErrorCode.SHUTTING_DOWN,
            ErrorCode.RATE_LIMITED,
            ErrorCode.NO_QUORUM);

    /// Not yet, or not from this machine.
    private static final Set<ErrorCode> NOT_REACHABLE = EnumSet.of(
            ErrorCode.AUTH_REQUIRED,
            ErrorCode.AUTH_FAILED,
            ErrorCode.FORBIDDEN,
            ErrorCode.TLS_REQUIRED,
            ErrorCode.NO_SUCH_GROUP,
            ErrorCode.INTERNAL);

    static Stream<String> responses() {
        return RESPONSES.lines();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void errorHasItsFormAndTheConnectionLives(String requestAndResponse) {
        String[] parts = requestAndResponse.split(" +-> ", 2);
        try (TestServer server = TestServer.start()) {
            ScriptedClient second = membersWithCommands(server);

            second.send(parts[0].replace("<5000>", "x".repeat(5_000)).replace("<24>", "x".repeat(24)), "PING #p");

            second.expectMatch(parts[1]);
            second.expect("+OK #p PONG");
        }
    }

    @Test
    void everyCodeIsMetHereOrCannotBe() {
        Set<ErrorCode> met = EnumSet.copyOf(BELOW);
        responses().forEach(line -> met.add(code(line)));

        assertThat(met).doesNotContainAnyElementsOf(NOT_REACHABLE);
        met.addAll(NOT_REACHABLE);
        assertThat(met).containsExactlyInAnyOrder(ErrorCode.values());
    }

    @Test
    void bodyTooLargeIsToldTheLimit() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.BODY, 4))) {
            ScriptedClient member = server.program("main");

            member.sendRaw("SEND #b all {5}\nfive!\nSEND #c all :five!\nPING #p\n");

            member.expectMatch("-ERR #b 104 BODY_TOO_LARGE max=4 :.*");
            member.expectMatch("-ERR #c 104 BODY_TOO_LARGE max=4 :.*");
            member.expect("+OK #p PONG");
        }
    }

    @Test
    void lastInLineHasNobodyBelow() {
        try (TestServer server = TestServer.start()) {
            server.program("main");
            ScriptedClient last = server.program("main");

            last.send("SEND #a all :x", "SEND #b +1 :x", "SEND #c m1 :x", "SEND #d m9 :x");

            last.expectMatch("-ERR #a 304 NOBODY_BELOW :.*");
            last.expectMatch("-ERR #b 304 NOBODY_BELOW :.*");
            last.expectMatch("-ERR #c 300 UPWARD who=m1 :.*");
            last.expectMatch("-ERR #d 405 NO_SUCH_MEMBER( \\S+=\\S+)* :.*");
        }
    }

    @Test
    void programWithoutAPlaceIsNoMember() {
        String[] requests = {
            "ME",
            "WHO",
            "SEND all :x",
            "ACK 1",
            "DONE 1",
            "FAIL 1",
            "REFUSE 1",
            "TALLY 1",
            "LEAVE",
            "WATCH roster",
            "YIELD",
            "CANCEL 1",
            "RESULTS 1",
            "WATCH commands",
            "WATCH 1",
            "UNWATCH 1"
        };
        try (TestServer server = TestServer.start()) {
            ScriptedClient program = server.connect();
            program.send("HELLO proto=1");
            program.expectMatch("\\*HELLO .*");
            program.expectMatch("\\+OK proto=1 .*");

            program.send(requests);

            for (int request = 0; request < requests.length; request++) {
                program.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            }
        }
    }

    @Test
    void handshakeCanFailInFourWays() {
        try (TestServer server = TestServer.start(EveryErrorTest::small)) {
            server.program("a");
            ScriptedClient second = server.connect();
            second.send("HELLO proto=1", "JOIN #a a", "JOIN #b b", "HELLO #v proto=2");
            ScriptedClient third = server.connect();

            second.expectMatch("\\*HELLO .*");
            second.expectMatch("\\+OK proto=1 .*");
            second.expectMatch("-ERR #a 401 GROUP_FULL capacity=1 retry=yes :.*");
            second.expectMatch("-ERR #b 409 TOO_MANY_GROUPS( \\S+=\\S+)* :.*");
            second.expectMatch("-ERR #v 106 PROTO_VERSION proto=1 :.*");
            third.expectMatch("-ERR 603 TOO_MANY_CONNECTIONS retry=yes :.*");
        }
    }

    @Test
    void returnCanFailInThreeWays() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.RESUME_EVENTS, 0))) {
            ScriptedClient senior = server.program("main");
            ScriptedClient member = server.greeted();
            member.send("JOIN main grace=10s");
            String session = Heard.value(member.line(), "session");
            senior.send("SEND all :x");
            member.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :x");
            ScriptedClient next = server.greeted();

            next.send("RESUME #a session=" + "x".repeat(24) + " got=0", "RESUME #b session=" + session + " got=0");

            next.expectMatch("-ERR #a 406 BAD_SESSION :.*");
            next.expectMatch("-ERR #b 407 GAP group=main id=m2 rank=1 of=2 rev=2 token=\\d+ "
                    + "sent=1 replay=0 lost=1 session=\\S{24} :.*");
            member.expectMatch("\\*BYE code=408 again=never :.*");
            member.expectEnd();
        }
    }

    @Test
    void nameMayBeTaken() {
        try (TestServer server = TestServer.start(options -> options.withUniqueNames(Set.of("main")))) {
            server.program("main name=w7");
            ScriptedClient second = server.greeted();

            second.send("JOIN #n main name=w7", "JOIN main name=w8");

            second.expectMatch("-ERR #n 403 NAME_TAKEN :.*");
            second.expectMatch("\\+OK group=main id=m2 .*");
        }
    }

    @Test
    void keyOfAnotherCommandIsRefused() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            server.program("main");

            senior.send("SEND all key=a :x", "SEND #k all key=a :y");

            senior.expect("+OK id=1 n=1 above=0 rev=2");
            senior.expectMatch("\\*CLOSED 1 .*");
            senior.expectMatch("-ERR #k 504 KEY_CONFLICT id=1 :.*");
        }
    }

    @Test
    void soManyCommandsMayBeOpenAtATime() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.OPEN_COMMANDS, 1))) {
            ScriptedClient senior = server.program("main");
            ScriptedClient junior = server.program("main results=yes");

            senior.send("SEND all :a", "SEND #b all :b");
            senior.expect("+OK id=1 n=1 above=0 rev=2");
            senior.expectMatch("-ERR #b 601 TOO_MANY_OPEN( \\S+=\\S+)* retry=yes :.*");
            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :a");
            junior.send("DONE 1");
            junior.expect("+OK");

            senior.await("\\*CLOSED 1 .*");
            senior.send("SEND all :b");
            senior.expect("+OK id=2 n=1 above=0 rev=2");
        }
    }

    @Test
    void whoDoesNotReadLosesItsPlaceAndIsToldWhy() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.person();
            ScriptedClient slow = server.program("main");
            senior.expect("*JOIN m2 rank=1 rev=2");
            byte[] send = ("SEND all {65536}\n" + "x".repeat(65_536)).getBytes(StandardCharsets.US_ASCII);

            String heard;
            do {
                senior.sendBytes(send);
                heard = senior.await("\\*CLOSED .*|\\*LEFT .*");
            } while (heard.startsWith("*CLOSED"));

            assertThat(heard).isEqualTo("*LEFT m2 rank=1 rev=3 why=lost");
            slow.await("\\*BYE code=602 again=now :.*");
            slow.expectEnd();
        }
    }

    @Test
    void everybodyIsToldThatTheServerGoesDown() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();
            ScriptedClient program = server.program("other");

            server.server().close();

            person.expectMatch("\\*BYE code=901 again=later :.*");
            person.expectEnd();
            program.expectMatch("\\*BYE code=901 again=later :.*");
            program.expectEnd();
        }
    }

    @Test
    void orderMayHaveNoRoomOrNoMajority() {
        SharedOrder order = new SharedOrder();
        try (TestServer server = TestServer.start(order.node())) {
            ScriptedClient program = server.greeted();
            order.setFull(true);
            program.send("JOIN #r");
            program.expectMatch("-ERR #r 600 RATE_LIMITED retry=yes :.*");
            order.loseMajority();

            program.send("JOIN #q");

            program.expectMatch("-ERR #q 902 NO_QUORUM retry=yes :.*");
        }
    }

    private static ErrorCode code(String requestAndResponse) {
        return ErrorCode.valueOf(requestAndResponse.replaceFirst(".* \\d{3} ([A-Z_]+)[ (].*", "$1"));
    }

    private static ServerOptions small(ServerOptions options) {
        return options.withLimit(Limit.CAPACITY, 1).withLimit(Limit.GROUPS, 1).withLimit(Limit.CONNECTIONS, 2);
    }

    /// @return m2, of three, which has answered command 1 of m1; command 2 went to m3
    private static ScriptedClient membersWithCommands(TestServer server) {
        ScriptedClient first = server.program("main");
        ScriptedClient second = server.program("main results=yes");
        server.program("main results=yes");
        first.send("SEND m2 :work", "SEND m3 :work");
        first.expect("+OK id=1 n=1 above=0 rev=3", "+OK id=2 n=1 above=0 rev=3");
        second.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
        second.send("DONE 1");
        second.expect("+OK");
        return second;
    }
}
