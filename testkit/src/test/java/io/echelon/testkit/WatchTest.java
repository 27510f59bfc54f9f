package io.echelon.testkit;

import org.junit.jupiter.api.Test;

/// WATCH commands and WATCH of one command: who is told how a command gets on.
final class WatchTest {
    @Test
    void whoWatchesCommandsHearsOfItsOwnAndItsJuniors() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient watcher = server.program("main");
            ScriptedClient junior = server.program("main");
            server.program("main");
            watcher.send("WATCH commands");
            watcher.expect("+OK");

            senior.send("SEND last :1");
            senior.expect("+OK id=1 n=1 above=0 rev=4");
            junior.send("SEND last :2");
            junior.expect("+OK id=2 n=1 above=0 rev=4");
            watcher.expect("*TALLY 2 from=m3 open=no total=1 delivered=1");
            watcher.send("SEND last :3");

            watcher.expect("+OK id=3 n=1 above=0 rev=4", "*TALLY 3 from=m2 open=no total=1 delivered=1");
            watcher.expectMatch("\\*CLOSED 3 .*");
            watcher.send("UNWATCH commands", "SEND last :4");
            watcher.expect("+OK", "+OK id=4 n=1 above=0 rev=4");
            watcher.expectMatch("\\*CLOSED 4 .*");
            watcher.expectNothing();
        }
    }

    @Test
    void whoWatchesOneCommandIsToldAtOnceHowItStandsAndThenEveryStep() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND all :work", "SEND all :other");
            executor.await("\\*COMMAND 2 .*");

            executor.send("WATCH 1", "ACK 1", "DONE 2", "DONE 1");

            executor.expect("+OK", "*TALLY 1 from=m1 open=yes total=1 sent=1", "+OK", "+OK", "+OK");
            executor.expect("*TALLY 1 from=m1 open=no total=1 done=1"); // And nothing of the other.
            executor.expectNothing();
        }
    }

    @Test
    void whoWatchesNoMoreHearsNoMore() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND all :work", "WATCH 1", "UNWATCH 1");
            sender.expect("+OK id=1 n=1 above=0 rev=2", "+OK", "*TALLY 1 from=m1 open=yes total=1 sent=1", "+OK");

            executor.send("OUT 1 1 :x", "DONE 1");

            sender.expectMatch("\\*RESULT 1 .*");
            sender.expectMatch("\\*CLOSED 1 .*");
        }
    }

    @Test
    void commandThatIsClosedOrNotOnesOwnIsNotWatched() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            server.program("main results=yes");
            ScriptedClient other = server.program("main");
            sender.send("SEND m2 :open", "SEND m3 :closed", "WATCH 2", "UNWATCH 2", "WATCH 9");
            sender.expect("+OK id=1 n=1 above=0 rev=3", "+OK id=2 n=1 above=0 rev=3");
            sender.expectMatch("\\*CLOSED 2 .*");
            sender.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            sender.expect("+OK");
            sender.expectMatch("-ERR 501 NO_SUCH_COMMAND :.*");

            other.send("WATCH 1");

            other.expect("*COMMAND 2 from=m1 rank=0 ttl=60s :closed");
            other.expectMatch("-ERR 303 NOT_YOURS :.*");
        }
    }

    @Test
    void watchOfCommandsOutlivesAReturn() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=30s");
            ScriptedClient executor = server.program("main results=yes");
            member.client().send("WATCH commands", "SEND all :one", "SEND all :two", "WATCH 2");
            member.client().await("\\*TALLY 2 from=m1 open=yes total=1 sent=1");

            member.resume(0);
            executor.send("DONE 1", "DONE 2");

            member.client().await("\\*TALLY 1 from=m1 open=no total=1 done=1");
            member.client().await("\\*TALLY 2 from=m1 open=no total=1 done=1");
        }
    }

    @Test
    void observerSeesNoCommands() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient observer = server.greeted();
            observer.send("JOIN main observe=yes", "WATCH commands", "WATCH 1");

            observer.expect("+OK group=main of=0 rev=0 observe=yes");
            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
        }
    }
}
