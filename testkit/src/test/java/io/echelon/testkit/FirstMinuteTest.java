package io.echelon.testkit;

import org.junit.jupiter.api.Test;

/// What somebody with `nc` sees in the first minute.
final class FirstMinuteTest {
    @Test
    void firstComerCommandsAndIsSucceededWhenItLeaves() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.person();
            ScriptedClient second = server.person();
            first.expect("*JOIN m2 rank=1 rev=2");

            first.send("SEND all :uptime");
            first.expect("+OK id=1 n=1 above=0 rev=2");
            first.expectMatch("\\*CLOSED 1 total=1 delivered=1 ms=\\d+");
            second.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :uptime");

            second.send("SEND m1 :reboot");
            second.expect("-ERR 300 UPWARD who=m1 :m1 (rank 0) is senior to you (rank 1); commands go down only");
            first.expectNothing();

            first.send("QUIT");
            second.expect("*LEFT m1 rank=0 rev=3 why=quit");
            second.expectMatch("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :m1 left; you are in command");
        }
    }
}
