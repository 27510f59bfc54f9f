package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the protocol knows and this server does not is answered 105, and reaches nobody.
final class UnsupportedTest {
    @Test
    void authenticationIsNotSupportedYet() {
        expectUnsupported("AUTH #t token=secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO #t proto=1 !frob=1",
                "JOIN #t main !frob=1",
                "WHO #t !frob=1",
                "ME #t !frob=1",
                "SEND #t all !frob=1 :x",
                "ACK #t 1 !frob=1",
                "DONE #t 1 !frob=1 :x",
                "FAIL #t 1 !frob=1 :x",
                "REFUSE #t 1 !frob=1 :x",
                "TALLY #t 1 !frob=1",
                "WATCH #t roster !frob=1",
                "UNWATCH #t roster !frob=1",
                "PING #t !frob=1",
                "HELP #t !frob=1",
                "LEAVE #t !frob=1",
                "RESUME #t session=x got=0 !frob=1",
                "YIELD #t !frob=1",
                "CANCEL #t 1 !frob=1",
                "RESULTS #t 1 !frob=1",
                "OUT #t 1 1 !frob=1 {3}\nabc",
                "PROG #t 1 40% !frob=1 :x",
                "PONG #t x !frob=1",
                "QUIT #t !frob=1"
            })
    void requiredKeyThatIsNotKnownFailsTheRequest(String request) {
        expectUnsupported(request);
    }

    @Test
    void keyThatIsNotKnownIsIgnoredUnlessItIsRequired() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.connect();

            client.send("HELLO proto=1 frob=1", "JOIN main frob=\"a b\" !name=x", "ME frob=1", "PING x frob=1");

            client.expectMatch("\\*HELLO .*");
            client.expectMatch("\\+OK proto=1 .*");
            client.expectMatch("\\+OK group=main id=m1 .*");
            client.expectMatch("\\+OK group=main id=m1 .*");
            client.expect("+OK PONG x");
        }
    }

    @Test
    void keysAreReadInAnyCase() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient junior = server.program("main NAME=w Results=YES");

            senior.send("SEND All TTL=5s :x", "SEND M2 :y", "SEND RANK:1 :z");

            senior.expect("+OK id=1 n=1 above=0 rev=2", "+OK id=2 n=1 above=0 rev=2", "+OK id=3 n=1 above=0 rev=2");
            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=5s :x");
            senior.expectNothing(); // Results=YES was understood: no *CLOSED yet.
        }
    }

    private static void expectUnsupported(String request) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient junior = server.program("main");

            senior.send(request);

            assertThat(senior.line()).startsWith("-ERR #t 105 UNSUPPORTED ");
            senior.expectNothing();
            junior.expectNothing();
        }
    }
}
