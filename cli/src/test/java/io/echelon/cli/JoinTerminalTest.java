package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.server.Limit;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./echelon join` as a person has it before their eyes.
@Timeout(180)
final class JoinTerminalTest {
    private static final int FLOOD = 10_000;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        assumeTrue(TmuxTerminal.isPossible(), "there is no tmux here");
        TmuxTerminal.build();
    }

    private static TmuxTerminal join(TestServer server, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "join";
        arguments[1] = "--server";
        arguments[2] = "127.0.0.1:" + server.address().getPort();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return TmuxTerminal.run(arguments);
    }

    @Test
    void aLineCanBeEditedCompletedAndCalledBack() {
        try (TestServer server = TestServer.start();
                TmuxTerminal ada = join(server, "--name", "ada")) {
            ada.await("you are m1 in main at 127.0.0.1:\\d+: rank 0 of 1, in command");
            ScriptedClient worker = server.program("main name=w7 results=yes");
            ada.await("m2 w7 joined at rank 1");

            ada.type("restart nwo");
            ada.press("BSpace", "BSpace", "Left", "Right");
            ada.type("ow");
            ada.press("Home");
            ada.type("please ");
            ada.press("Enter");
            worker.expectMatch("\\*COMMAND 1 from=m1 rank=0 ttl=60s :please restart now");
            worker.send("DONE 1 rc=0 :all of it");
            ada.await("1: m2 done, rc 0, \\d+ ms: all of it");
            ada.await("1 has closed. 1 member: 1 done, \\d+ ms");

            ada.press("Up", "BSpace", "BSpace", "BSpace");
            ada.type("later");
            ada.press("Enter");
            worker.expect("+OK");
            worker.expectMatch("\\*COMMAND 2 .* :please restart later");

            ada.type("/w");
            ada.press("Tab", "Enter");
            ada.await(" +1 +m2 +w7");

            ada.type("/to m");
            ada.press("Tab");
            ada.awaitLast("> /to m2");
            ada.type("only you");
            ada.press("Enter");
            worker.expectMatch("\\*COMMAND 3 .* :only you");
        }
    }

    @Test
    void aPromotionWhileTypingLeavesTheLineAsItIs() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main name=boss");
            try (TmuxTerminal ada = join(server)) {
                ada.await("you are m2 in main at .*: rank 1 of 2");
                ScriptedClient worker = server.program("main results=yes");
                ada.await("m3 joined at rank 2");
                ada.type("half a li");
                ada.awaitLast("> half a li");

                boss.send("QUIT");
                ada.await("promoted: you were rank 1 and are rank 0 of 2, in command");
                ada.awaitLast("> half a li");
                ada.type("ne");
                ada.press("Enter");

                worker.expectMatch("\\*RANK 1 .*");
                worker.expectMatch("\\*COMMAND 1 from=m2 rank=0 ttl=60s :half a line");
            }
        }
    }

    @Test
    void ctrlCLeavesAndTheTerminalIsAsBefore() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.person();
            try (TmuxTerminal ada = join(server)) {
                ada.await("you are m2 in main .*");
                boss.await("\\*JOIN m2 .*");
                ada.type("never sent");
                ada.awaitLast("> never sent");

                ada.press("C-c");

                boss.expectMatch("\\*LEFT m2 rank=1 rev=3 why=quit");
                ada.await("exit=0");
                ada.await("as before");
                boss.expectNothing();
            }
        }
    }

    @Test
    void theEndOfInputLeavesAndTheTerminalIsAsBefore() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.person();
            try (TmuxTerminal ada = join(server)) {
                ada.await("you are m2 in main .*");
                boss.await("\\*JOIN m2 .*");

                ada.press("C-d");

                boss.expectMatch("\\*LEFT m2 rank=1 rev=3 why=quit");
                ada.await("exit=0");
                ada.await("as before");
            }
        }
    }

    @Test
    void losingTheServerIsSaidAndEndsIt() {
        TestServer server = TestServer.start();
        try (server;
                TmuxTerminal ada = join(server)) {
            ada.await("you are m1 in main .*");
            ada.type("half a line");

            server.server().close();

            ada.await("lost the server, and your place with it: .* the server is shutting down \\(901\\)");
            ada.await("exit=1");
            ada.await("as before");
        }
    }

    @Test
    void whileItIsAwayTheLineThatIsTypedStays() {
        try (TestServer server = TestServer.start();
                Relay relay = Relay.to(server.address());
                TmuxTerminal ada = TmuxTerminal.run("join", "--server", relay.address(), "--grace", "100s")) {
            ada.await("you are m1 in main .*");
            ScriptedClient worker = server.program("main");
            ada.await("m2 joined at rank 1");
            ada.type("half a li");
            ada.awaitLast("> half a li");
            relay.cut();
            ada.await("the connection broke; coming back … .*");
            ada.awaitLast("> half a li");

            ada.press("Enter");
            ada.await("not sent: the client is not connected at the moment \\(away\\)");
            relay.mend();
            ada.await("back as rank 0 of 2, in command");
            ada.press("Up");
            ada.type("ne");
            ada.press("Enter");

            worker.expectMatch("\\*COMMAND 1 from=m1 rank=0 ttl=60s :half a line");
        }
    }

    @Test
    void whoStandsInLineCanTypeAndGo() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            server.program("main");
            try (TmuxTerminal ada = join(server, "--wait")) {
                ada.await("the group is full; you stand in line at position 1");
                ada.type("/me");
                ada.press("Enter");
                ada.await("you stand in line and have no place yet");
                ada.type("/quit");
                ada.press("Enter");
                ada.await("exit=0");
                ada.await("as before");
            }
        }
    }

    @Test
    void whatOthersSendNeverDrivesTheTerminal() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (TmuxTerminal ada = join(server)) {
                ada.await("you are m2 in main .*");
                boss.send("SEND all {26}\n\u001b[2J\u001b[HYou are root\r\n$ \u0007ok");

                ada.await("executed: \\\\u\\{1b}\\[2J\\\\u\\{1b}\\[HYou are root\\\\r\\\\n\\$ \\\\u\\{7}ok .*");
                assertThat(ada.screen()).contains("you are m2 in main");
            }
        }
    }

    @Test
    void aFloodOfCommandsIsShownAndAnsweredWhole() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.OPEN_COMMANDS, 65_536))) {
            ScriptedClient boss = server.program("main");
            try (TmuxTerminal ada = join(server)) {
                ada.await("you are m2 in main .*");
                ada.type("half a li");
                ada.awaitLast("> half a li");

                StringBuilder commands = new StringBuilder();
                for (int number = 1; number <= FLOOD; number++) {
                    commands.append("SEND all :flood ").append(number).append('\n');
                }
                commands.append("PING sent\n");
                boss.sendRaw(commands.toString());

                int done = 0;
                int closed = 0;
                while (closed < FLOOD) {
                    String line = boss.line();
                    done += line.matches("\\*RESULT \\d+ m2 rank=1 state=done .*") ? 1 : 0;
                    closed += line.startsWith("*CLOSED ") ? 1 : 0;
                }
                assertThat(done).isEqualTo(FLOOD);
                ada.await("executed: flood " + FLOOD + " \\(" + FLOOD + ", from m1, rank 0\\)");
                ada.awaitLast("> half a li");
            }
        }
    }
}
