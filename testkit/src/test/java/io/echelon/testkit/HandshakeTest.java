package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection is told before it has a place, and how it gets one.
final class HandshakeTest {
    /// Longer than any test: nothing happens here because of silence.
    private static final int NO_SILENCE_MILLIS = 10_000;

    @Test
    void silenceIsGreetedAndWelcomedToMain() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient silent = server.connect();

            silent.expectMatch(
                    "\\*HELLO echelon/1 server=\\S+ epoch=[0-9a-f]+ group=main members=0 capacity=64 auth=none"
                            + " :type HELP");
            silent.expectMatch("\\*WELCOME group=main id=m1 rank=0 of=1 rev=1 token=\\d+ :you are in command");
        }
    }

    @Test
    void secondIsToldWhoIsInCommandAndHowManyThereAre() {
        try (TestServer server = TestServer.start()) {
            server.person();
            ScriptedClient second = server.connect();

            second.expectMatch("\\*HELLO echelon/1 .* members=1 .*");
            second.expectMatch("\\*WELCOME group=main id=m2 rank=1 of=2 rev=2 token=\\d+ :m1 is in command");
        }
    }

    @Test
    void firstByteIsGreetedWithoutWaitingForSilence() {
        try (TestServer server = patient()) {
            ScriptedClient client = server.connect();
            client.sendRaw("M");
            client.expectMatch("\\*HELLO .*");

            client.sendRaw("E\n");

            client.expectMatch("\\*WELCOME group=main id=m1 .*");
            client.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 token=\\d+");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WHO",
                "ME",
                "me",
                "SEND all :x",
                ":x",
                "ACK 1",
                "DONE 1",
                "FAIL 1",
                "REFUSE 1",
                "TALLY 1",
                "LEAVE",
                "WATCH roster",
                "UNWATCH roster"
            })
    void firstVerbThatWantsAPlaceGetsOneInMain(String request) {
        try (TestServer server = patient()) {
            ScriptedClient person = server.connect();

            person.send(request);

            person.expectMatch("\\*HELLO .*");
            person.expectMatch("\\*WELCOME group=main id=m1 rank=0 of=1 .*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HELLO proto=1", "JOIN other", "JOIN main observe=yes", "PING", "HELP", "HELP limits", "QUIT"})
    void theseVerbsTakeNoPlaceInMain(String request) {
        try (TestServer server = patient()) {
            ScriptedClient client = server.connect();
            client.send(request);
            client.closeOutput();
            assertThat(client.untilEnd()).asString().startsWith("*HELLO ").doesNotContain("*WELCOME");

            ScriptedClient next = server.connect();
            next.send("ME");

            next.expectMatch("\\*HELLO .* members=0 .*");
            next.expectMatch("\\*WELCOME group=main id=m1 rank=0 of=1 rev=1 .*");
        }
    }

    @Test
    void halfAWordIsNotSilence() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.SILENCE_MILLIS, 300))) {
            ScriptedClient slow = server.connect();
            slow.sendRaw("HE"); // As HEAD would begin.
            slow.expectMatch("\\*HELLO .*");

            slow.send("LLO proto=1", "ME");

            slow.expectMatch("\\+OK proto=1 .*");
            slow.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
        }
    }

    @Test
    void programIsNotMadeAMemberByItsSilence() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient program = server.connect();
            program.send("HELLO proto=1");
            program.expectMatch("\\*HELLO .*");
            program.expectMatch("\\+OK proto=1 .*");

            ScriptedClient later = server.connect();

            later.expectMatch("\\*HELLO .*");
            later.expectMatch("\\*WELCOME group=main id=m1 .*"); // Its silence began after the program's.
            program.expectNothing();
        }
    }

    @Test
    void withoutAutojoinEverybodyHasToAsk() {
        try (TestServer server = TestServer.start(options -> options.withAutojoin(false))) {
            ScriptedClient person = server.connect();
            person.expectMatch("\\*HELLO .*");

            person.send("ME", ":x", "JOIN", "ME");

            person.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            person.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            person.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 token=\\d+");
            person.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 token=\\d+");
        }
    }

    @Test
    void programNeedsOnePacket() {
        try (TestServer server = patient()) {
            ScriptedClient program = server.connect();

            program.send(
                    "HELLO #1 proto=1 name=w7 lang=java ver=1.2 body=count",
                    "JOIN #2 web label.os=linux results=yes",
                    "WATCH #3 roster",
                    "WHO #4");

            program.expectMatch("\\*HELLO .*");
            program.expectMatch("\\+OK #1 proto=1 server=\\S+ epoch=[0-9a-f]+");
            program.expectMatch("\\+OK #2 group=web id=m1 rank=0 of=1 rev=1 token=\\d+");
            program.expect("+OK #3", "+OK #4 n=1 rev=1 {45}", "m1 rank=0 state=active name=w7 label.os=linux");
        }
    }

    @Test
    void nameOfHelloIsTheMembersUnlessJoinGivesAnother() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = server.person();
            ScriptedClient program = server.connect();

            program.send("HELLO proto=1 name=w7", "JOIN", "LEAVE", "JOIN main name=w8");

            watcher.expect("*JOIN m2 rank=1 rev=2 name=w7", "*LEFT m2 rank=1 rev=3 why=quit");
            watcher.expect("*JOIN m3 rank=1 rev=4 name=w8");
        }
    }

    @Test
    void anotherVersionOfTheProtocolEndsTheConnection() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.connect();

            client.send("HELLO #v proto=2", "PING");

            client.expectMatch("\\*HELLO .*");
            client.expectMatch("-ERR #v 106 PROTO_VERSION proto=1 :.*");
            client.expectMatch("\\*BYE code=106 again=never :.*");
            client.expectEnd();
        }
    }

    @Test
    void whoTakesNoPlaceInTimeIsSentAway() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.JOIN_SECONDS, 1))) {
            ScriptedClient member = server.person();
            ScriptedClient program = server.connect();
            program.send("HELLO proto=1");
            program.expectMatch("\\*HELLO .*");
            program.expectMatch("\\+OK proto=1 .*");

            program.expectMatch("\\*BYE code=400 again=now :.*");
            program.expectEnd();

            member.expectNothing();
        }
    }

    @Test
    void whoGivesItsPlaceUpHasAsMuchTimeAgain() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.JOIN_SECONDS, 1))) {
            ScriptedClient person = server.person();

            person.send("LEAVE");

            person.expect("+OK");
            person.expectMatch("\\*BYE code=400 again=now :.*");
            person.expectEnd();
        }
    }

    @Test
    void oneConnectionTooManyIsToldSo() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CONNECTIONS, 1))) {
            ScriptedClient first = server.person();
            ScriptedClient second = server.connect();

            second.expectMatch("-ERR 603 TOO_MANY_CONNECTIONS retry=yes :.*");
            second.expectMatch("\\*BYE code=603 again=later :.*");
            second.expectEnd();

            first.expectNothing();
        }
    }

    @Test
    void whoHasGoneMakesRoomForTheNext() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CONNECTIONS, 1))) {
            ScriptedClient first = server.person();
            first.closeOutput();
            first.expectEnd();

            ScriptedClient second = server.connect();

            second.expectMatch("\\*HELLO .* members=0 .*");
            second.expectMatch("\\*WELCOME group=main id=m2 .*");
        }
    }

    private static TestServer patient() {
        return TestServer.start(options -> options.withLimit(Limit.SILENCE_MILLIS, NO_SILENCE_MILLIS));
    }
}
