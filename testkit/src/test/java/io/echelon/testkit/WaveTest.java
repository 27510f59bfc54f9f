package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// SEND wave= and stop=: a command that reaches its targets little by little.
final class WaveTest {
    @Test
    void nextWaveBeginsWhenAllBeforeHaveEnded() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = executors(server, 5);
            sender.send("SEND all wave=1,3,100% :work");
            sender.expect("+OK id=1 n=5 above=0 rev=6");

            expectCommand(executors, 0, 1);
            expectNoCommand(executors, 1, 5);
            verdict(executors, 0);
            expectCommand(executors, 1, 3);
            expectNoCommand(executors, 3, 5);
            verdict(executors, 2);
            expectNoCommand(executors, 3, 5);
            verdict(executors, 1);
            expectCommand(executors, 3, 5);
            verdict(executors, 3);
            verdict(executors, 4);

            assertThat(Heard.until(sender, "\\*CLOSED .*"))
                    .hasSize(6)
                    .last()
                    .asString()
                    .startsWith("*CLOSED 1 total=5 done=5 ms=");
        }
    }

    @Test
    void restFollowsTheLastWaveThatWasNamed() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = executors(server, 4);
            sender.send("SEND all wave=50% :work");
            sender.expect("+OK id=1 n=4 above=0 rev=5");

            expectCommand(executors, 0, 2);
            verdict(executors, 0);
            verdict(executors, 1);
            expectCommand(executors, 2, 4);
        }
    }

    @Test
    void whoReportsNothingDelaysNoWave() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient silent = server.program("main");
            ScriptedClient executor = server.program("main results=yes");

            sender.send("SEND all wave=1 :work");

            sender.expect("+OK id=1 n=2 above=0 rev=3");
            silent.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
        }
    }

    @Test
    void soManyFailuresStopTheRest() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = executors(server, 4);
            sender.send("SEND all wave=2 stop=1 :work");
            sender.expect("+OK id=1 n=4 above=0 rev=5");
            expectCommand(executors, 0, 2);

            executors.get(0).send("REFUSE 1 :not here");

            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=refused .*");
            sender.expectMatch("\\*RESULT 1 m4 rank=3 state=cancelled ms=\\d+");
            sender.expectMatch("\\*RESULT 1 m5 rank=4 state=cancelled ms=\\d+");
            verdict(executors, 1); // What runs finishes, and is not asked to stop.
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=done .*");
            sender.expectMatch("\\*CLOSED 1 total=4 done=1 refused=1 cancelled=2 ms=\\d+");
            expectNoCommand(executors, 2, 4);
        }
    }

    @Test
    void fewerFailuresDoNot() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = executors(server, 3);
            sender.send("SEND all wave=1,2 stop=2 :work");
            expectCommand(executors, 0, 1);
            executors.get(0).send("FAIL 1");
            expectCommand(executors, 1, 2);
            executors.get(1).send("QUIT"); // Unknown: it may have executed the command.

            assertThat(Heard.until(sender, "\\*CLOSED .*"))
                    .last()
                    .asString()
                    .startsWith("*CLOSED 1 total=3 failed=1 cancelled=1 unknown=1 ms=");
        }
    }

    @Test
    void executorThatLeavesOpensTheNextWave() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = executors(server, 2);
            sender.send("SEND all wave=1 :work");
            expectCommand(executors, 0, 1);

            executors.get(0).reset();

            executors.get(1).expectMatch("\\*RANK 1 was=2 .*");
            expectCommand(executors, 1, 2);
        }
    }

    @Test
    void largeWavesReachExactlyWhoIsMeant() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = executors(server, 24);
            sender.send("SEND all wave=12 :work");
            sender.expect("+OK id=1 n=24 above=0 rev=25");
            expectCommand(executors, 0, 12);
            expectNoCommand(executors, 12, 24);
            for (int index = 0; index < 12; index++) {
                verdict(executors, index);
            }

            expectCommand(executors, 12, 24);
            expectNoCommand(executors, 0, 12);
        }
    }

    private static List<ScriptedClient> executors(TestServer server, int count) {
        List<ScriptedClient> executors = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            executors.add(server.program("main results=yes"));
        }
        return executors;
    }

    private static void expectCommand(List<ScriptedClient> executors, int from, int to) {
        executors.subList(from, to).forEach(one -> one.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work"));
    }

    private static void expectNoCommand(List<ScriptedClient> executors, int from, int to) {
        executors.subList(from, to).forEach(ScriptedClient::expectNothing);
    }

    private static void verdict(List<ScriptedClient> executors, int index) {
        executors.get(index).send("DONE 1");
        executors.get(index).expect("+OK");
    }
}
