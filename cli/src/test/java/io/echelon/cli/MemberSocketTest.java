package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.Outcome;
import io.echelon.client.Verdict;
import io.echelon.protocol.Verb;
import io.echelon.server.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said over the socket of a member: a part of the line protocol.
final class MemberSocketTest {
    private Troop troop = Troop.start(options -> options.withLimit(Limit.OPEN_COMMANDS, 2));
    private Membership speaker = troop.join(JoinOptions.group("main").withName("ada"));
    private MemberSocket socket = troop.openSocket(speaker);
    private SocketCaller caller = SocketCaller.connect(socket.path());

    @BeforeEach
    void waitUntilItIsHeard() {
        caller.send("PING");
        caller.expect("+OK PONG");
    }

    @AfterEach
    void end() {
        caller.close();
        troop.close();
    }

    @Test
    void aCommandIsAcceptedThenToldAboutThenClosed() {
        troop.joinObedient();

        caller.send("SEND all :hello");

        caller.expect("+OK id=1 n=1 above=0 rev=2");
        caller.expectMatch("\\*RESULT 1 m2 rank=1 state=done rc=0 ms=\\d+ :hello");
        caller.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
    }

    @Test
    void targetsArePassedOnAsTheyAre() {
        troop.server().person();

        caller.send("SEND \"!m9 & !(name:'a b' | label:os=l*)\" :hello", "SEND name: :hello");

        caller.expect("+OK id=1 n=1 above=0 rev=2");
        caller.expectMatch("\\*CLOSED 1 total=1 delivered=1 ms=\\d+");
        caller.expect("-ERR 102 BAD_ARGS arg=target at=6 :expected a name after \"name:\" at character 6");
    }

    @Test
    void shortForSendToAllWorksAsWithTheServer() {
        troop.server().person();

        caller.send(":hello");

        caller.expect("+OK id=1 n=1 above=0 rev=2");
        caller.expectMatch("\\*CLOSED 1 total=1 delivered=1 ms=\\d+");
    }

    @Test
    void refusalsOfTheServerArePassedOnAsTheyAre() {
        Membership below = troop.joinObedient();
        MemberSocket lower = troop.openSocket(below);
        try (SocketCaller junior = SocketCaller.connect(lower.path())) {
            junior.send("SEND #a m1 :x", "SEND m2 :x", "SEND m9 :x", "SEND rank:7 :x", "SEND all :x", "SEND bogus :x");
            junior.expect(
                    "-ERR #a 300 UPWARD who=m1 :m1 (rank 0) is senior to you (rank 1); commands go down only",
                    "-ERR 301 SELF who=m2 :m2 is you; commands go down only",
                    "-ERR 405 NO_SUCH_MEMBER who=m9 :there is no m9 here; WHO lists who is",
                    "-ERR 405 NO_SUCH_MEMBER rank=7 :nobody has rank 7; there are ranks 0 to 1",
                    "-ERR 304 NOBODY_BELOW :nobody is ranked below you yet");
            junior.expectMatch("-ERR 102 BAD_ARGS arg=target at=1 :.*");
        }
    }

    @Test
    void theServersLimitOfOpenCommandsIsPassedOn() {
        troop.joinObedient();

        caller.send("SEND all :hang", "SEND all :hang", "SEND #c all :hang");

        caller.expectMatch("\\+OK id=1 .*");
        caller.expectMatch("\\+OK id=2 .*");
        caller.expect("-ERR #c 601 TOO_MANY_OPEN max=2 retry=yes :the limit of 2 is reached; wait until a command is"
                + " closed");
    }

    @Test
    void repliesComeInTheOrderOfTheirRequestsWithTheirTags() {
        troop.joinObedient();

        caller.send("SEND #1 all :hang", "PING #2 x", "ME #3", "WHO #4", "HELLO #5 proto=1", "HELP #6 PING");

        caller.expect("+OK #1 id=1 n=1 above=0 rev=2", "+OK #2 PONG x");
        caller.expectMatch("\\+OK #3 group=main id=m1 rank=0 of=\\d rev=\\d token=\\d+");
        caller.expect("+OK #4 n=2 rev=2 {54}", "m1 rank=0 state=active name=ada", "m2 rank=1 state=active");
        caller.expect("+OK #5 proto=1 server=1.0");
        caller.expect("+OK #6 {48}", "usage: PING [word]", "get the word back", "try: PING x");
    }

    @ParameterizedTest
    @CsvSource({
        "JOIN",
        "LEAVE",
        "ACK 1",
        "DONE 1",
        "FAIL 1",
        "REFUSE 1",
        "WATCH roster",
        "WATCH commands",
        "UNWATCH roster",
        "OUT 1 1 :x",
        "YIELD",
        "WHO m1"
    })
    void whatItDoesNotHaveIsUnsupported(String request) {
        caller.send(request);

        caller.expectMatch("-ERR 105 UNSUPPORTED .*");
    }

    @Test
    void helpListsWhatItHas() {
        caller.send("HELP", "HELP limits");

        caller.expectMatch("\\+OK \\{\\d+\\}");
        for (Verb verb : MemberLines.VERBS) {
            caller.expectMatch(verb + " +\\S.*");
        }
        caller.expect("try: SEND all :uptime");
        caller.expectMatch("-ERR 102 BAD_ARGS :.*");
    }

    @Test
    void aTypoCostsNothingAndTenLinesThatAreNoFramesEndIt() {
        caller.send("SNED all :x");
        caller.expectMatch("-ERR 101 UNKNOWN_VERB did=SEND :.*");

        caller.sendRaw("\u0001\n".repeat(10));

        for (int i = 0; i < 10; i++) {
            caller.expectMatch("-ERR 100 BAD_FRAME :.*");
        }
        caller.expect("*BYE code=100 again=never :10 lines in a row were no frames");
        caller.expectEnd();
    }

    @Test
    void whatAMemberWroteCanForgeNoLineButIsCountedForWhoAsks() {
        String nasty = "a\n*CLOSED 1\u001b[2J\u202eb";
        troop.join(command -> Verdict.done(nasty));

        caller.send("SEND all :x");
        caller.expectMatch("\\+OK .*");
        caller.expectMatch("\\*RESULT .* :a\\\\n\\*CLOSED 1\\\\u\\{1b\\}\\[2J\\\\u\\{202e\\}b");
        caller.expectMatch("\\*CLOSED .*");

        caller.send("HELLO body=count", "SEND all :x");
        caller.expectMatch("\\+OK proto=1 .*");
        caller.expectMatch("\\+OK id=2 .*");
        caller.expectMatch("\\*RESULT 2 .* \\{19\\}");
        caller.expect("a", "*CLOSED 1\u001b[2J\u202eb");
        caller.expectMatch("\\*CLOSED 2 .*");
    }

    @Test
    void linesEndAsThoseOfTheCaller() throws IOException {
        caller.sendRaw("PING x\r\n");

        StringBuilder heard = new StringBuilder();
        InputStream bytes = Channels.newInputStream(caller.channel());
        while (heard.indexOf("\n") < 0) {
            heard.append((char) bytes.read());
        }
        assertThat(heard).hasToString("+OK PONG x\r\n");
    }

    @Test
    void quitIsAnsweredAndEndsIt() {
        caller.send("QUIT #q", "PING");

        caller.expect("+OK #q", "*BYE again=now :goodbye");
        caller.expectEnd();
    }

    @Test
    void whoSaysNoMoreIsStillToldTheRest() {
        troop.joinObedient();
        caller.send("SEND all :hang");
        caller.closeOutput();
        caller.expectMatch("\\+OK id=1 .*");

        troop.release();

        caller.expectMatch("\\*RESULT 1 m2 .* :at last");
        caller.expectMatch("\\*CLOSED 1 total=1 done=1 .*");
        caller.expectEnd();
    }

    @Test
    void theCommandsOfACallerThatVanishesGoOn() throws IOException {
        troop.joinObedient();
        caller.send("SEND all :hang");
        caller.expectMatch("\\+OK id=1 .*");
        caller.close();

        troop.release();

        await().until(() -> !speaker.tally(1).isOpen());
        assertThat(speaker.tally(1).count(Outcome.DONE)).isEqualTo(1);
        try (SocketCaller next = SocketCaller.connect(socket.path())) {
            next.send("SEND all :hello");
            next.expectMatch("\\+OK id=2 .*");
        }
    }

    @Test
    void whoNeverReadsIsCutAndHoldsNobodyUp() {
        String ping = "PING " + "x".repeat(60) + "\n";
        boolean isCut = false;
        for (int i = 0; i < 100 && !isCut; i++) {
            try {
                caller.sendRaw(ping.repeat(1_000));
            } catch (UncheckedIOException cut) {
                isCut = true;
            }
        }

        assertThat(isCut).isTrue();
        try (SocketCaller other = SocketCaller.connect(socket.path())) {
            other.send("ME");
            other.expectMatch("\\+OK group=main id=m1 .*");
        }
    }

    @Test
    void theSixtyFifthCallerIsTurnedAwayUntilOneHasGone() {
        List<SocketCaller> others = new ArrayList<>();
        for (int i = 1; i < MemberSocket.MAX_CALLERS; i++) {
            SocketCaller other = SocketCaller.connect(socket.path());
            others.add(other);
            other.send("PING");
            other.expect("+OK PONG");
        }
        try (SocketCaller surplus = SocketCaller.connect(socket.path())) {
            surplus.expect("-ERR 603 TOO_MANY_CONNECTIONS retry=yes :the member has 64 callers already");
            surplus.expectEnd();
        }

        others.removeFirst().close();

        await().until(() -> {
            try (SocketCaller next = SocketCaller.connect(socket.path())) {
                next.send("PING");
                return Objects.equals(next.line(), "+OK PONG");
            } catch (UncheckedIOException full) {
                return false;
            }
        });
        others.forEach(SocketCaller::close);
    }

    @Test
    void whenTheServerIsLostWhoWaitsIsToldSoAndSoIsWhoAsksAfterwards() {
        troop.joinObedient();
        caller.send("SEND all :hang");
        caller.expectMatch("\\+OK id=1 .*");

        troop.server().close();

        caller.expectMatch("\\*BYE code=901 again=later :.*");
        caller.expectEnd();
        try (SocketCaller late = SocketCaller.connect(socket.path())) {
            late.send("SEND all :x", "PING");
            late.expectMatch("\\*BYE code=901 again=later :.*");
            late.expectEnd();
        }
    }

    @Test
    void whenTheMemberLeavesAllAreToldSoAndTheFileGoes() {
        socket.close();

        caller.expect("*BYE code=901 again=later :the member has left its place");
        caller.expectEnd();
        assertThat(Files.exists(socket.path())).isFalse();
    }
}
