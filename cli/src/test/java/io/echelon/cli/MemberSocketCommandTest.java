package io.echelon.cli;

import static org.awaitility.Awaitility.await;

import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.MembershipState;
import io.echelon.client.StateChange;
import io.echelon.client.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What can be done with a command over the socket of a member, and what becomes of it while the member is away.
final class MemberSocketCommandTest {
    private final Troop troop = Troop.start();
    private final MemberSocket socket = troop.openSocket(troop.join(JoinOptions.group("main")));
    private final SocketCaller caller = SocketCaller.connect(socket.path());

    @AfterEach
    void end() {
        caller.close();
        troop.close();
    }

    @Test
    void optionsOfACommandArePassedOnAsTheyAre() {
        troop.joinObedient();
        troop.joinObedient();

        caller.send("SEND all rev=1 :x", "SEND all expect=3 :x", "SEND all key=k wave=1,100% stop=1 :fail");

        caller.expectMatch("-ERR 302 STALE_REV rev=3 :.*");
        caller.expectMatch("-ERR 505 EXPECT want=3 got=2 :.*");
        caller.expect("+OK id=1 n=2 above=0 rev=3");
        caller.expectMatch("\\*RESULT 1 m2 rank=1 state=failed rc=3 ms=\\d+ :no space left");
        caller.expectMatch("\\*RESULT 1 m3 rank=2 state=cancelled ms=\\d+");
        caller.expectMatch("\\*CLOSED 1 total=2 failed=1 cancelled=1 ms=\\d+");
        caller.send("SEND all key=k wave=1,100% stop=1 :fail");
        caller.expect("+OK id=1 n=2 above=0 rev=3 dup=yes");
        caller.expectMatch("\\*CLOSED 1 total=2 failed=1 cancelled=1.*");
        caller.send("SEND all key=k :other");
        caller.expectMatch("-ERR 504 KEY_CONFLICT id=1 :.*");
    }

    @Test
    void aCommandCanBeAskedAboutAndCalledBack() {
        troop.joinObedient();
        caller.send("SEND all :hang");
        caller.expectMatch("\\+OK id=1 .*");

        caller.send("TALLY #t 1", "RESULTS 1", "CANCEL 1");

        caller.expect("+OK #t id=1 open=yes total=1 sent=1");
        caller.expectMatch("\\+OK id=1 open=yes n=1 \\{\\d+\\}");
        caller.expectMatch("m2 state=sent.*");
        caller.expect("+OK dropped=0 asked=1");
        caller.expectMatch("\\*RESULT 1 m2 rank=1 state=failed ms=\\d+ :called back by its sender while it ran.*");
        caller.expectMatch("\\*CLOSED 1 total=1 failed=1 ms=\\d+");
        caller.send("RESULTS 1 state=done", "RESULTS 1 state=failed", "CANCEL 1", "TALLY 9");
        caller.expect("+OK id=1 open=no n=0 {0}", "");
        caller.expectMatch("\\+OK id=1 open=no n=1 \\{\\d+\\}");
        caller.expectMatch("m2 state=failed ms=\\d+ result=\"called back .*\"");
        caller.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
        caller.expectMatch("-ERR 501 NO_SUCH_COMMAND :.*");
    }

    @Test
    void whoWatchesACommandIsToldHowItGetsOn() {
        troop.join(command -> {
            troop.hang(); // Until it is watched.
            command.output(1, "half\n".getBytes(StandardCharsets.UTF_8));
            command.progress(50, "on my way");
            return Verdict.done();
        });
        try (SocketCaller other = SocketCaller.connect(socket.path())) {
            caller.send("SEND all :x", "WATCH #w 1", "WATCH #w 1");
            caller.expectMatch("\\+OK id=1 .*");
            caller.expect("+OK #w");
            caller.await("\\+OK #w");
            other.send("WATCH 1", "UNWATCH 1", "WATCH 1");
            for (int asked = 0; asked < 3; asked++) {
                other.await("\\+OK");
            }
            caller.send("UNWATCH 2");
            caller.await("\\+OK");

            troop.release();

            other.await("\\*OUT 1 m2 rank=1 stream=1 :half\\\\n");
            other.await("\\*PROG 1 m2 rank=1 percent=50 :on my way");
            other.await("\\*TALLY 1 open=no total=1 done=1");
            caller.await("\\*CLOSED 1 total=1 done=1 .*");
        }
    }

    @Test
    void whileTheMemberIsAwayNothingIsSentAndTheSocketStays() {
        try (Relay relay = Relay.to(troop.server().address())) {
            CompletableFuture<StateChange> back = new CompletableFuture<>();
            Membership away = troop.join(
                    relay.address(),
                    JoinOptions.group("main").withGrace(Duration.ofMinutes(1)).withListener(whenBack(back)));
            troop.joinObedient();
            try (SocketCaller guest =
                    SocketCaller.connect(troop.openSocket(away).path())) {
                guest.send("SEND all :hang");
                guest.expectMatch("\\+OK id=1 .*");
                relay.cut();
                await().until(() -> away.state() == MembershipState.AWAY);

                guest.send("SEND #s all :x", "WHO", "TALLY 1", "WATCH 1", "ME");

                guest.expect(
                        "-ERR #s 902 NO_QUORUM retry=yes :not sent: the client is not connected at the moment (away)");
                for (int asked = 0; asked < 3; asked++) {
                    guest.expectMatch("-ERR 902 NO_QUORUM retry=yes :.*");
                }
                guest.expectMatch("\\+OK group=main id=m2 rank=1 .*");
                relay.mend();
                back.join();
                troop.release();
                guest.expectMatch("\\*RESULT 1 m3 rank=2 state=done .*");
                guest.expectMatch("\\*CLOSED 1 total=1 done=1 .*");
            }
        }
    }

    private static MembershipListener whenBack(CompletableFuture<StateChange> back) {
        return new MembershipListener() {
            @Override
            public void onState(StateChange change) {
                if (change.from() == MembershipState.AWAY) {
                    back.complete(change);
                }
            }
        };
    }
}
