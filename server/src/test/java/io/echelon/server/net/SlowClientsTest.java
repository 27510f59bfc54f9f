package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.net.Edge.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Warnings, gaps and cuts of connections that take nothing, where the test says when.
final class SlowClientsTest {
    private static final int BODY_BYTES = 60_000;
    private static final int LIMIT_BYTES = 1 << 20;

    private final Edge edge = new Edge();

    @Test
    void warningComesOnceUntilAllHasLeftAndThenAgain() {
        Client senior = member("JOIN");
        Client slow = member("JOIN");
        slow.stall();
        for (int command = 0; command < 12; command++) {
            sendMuch(senior, "m2", 1);
            edge.batch();
        }
        slow.readsAgain();
        edge.batch();

        assertThat(slow.heard())
                .filteredOn(line -> line.startsWith("*SLOW "))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(Answered.number(warning, "limit")).isEqualTo(LIMIT_BYTES);
                    assertThat(Answered.number(warning, "unsent"))
                            .isBetween(LIMIT_BYTES / 2L, LIMIT_BYTES / 2L + BODY_BYTES);
                });
        slow.stall();
        sendMuch(senior, "m2", 12);
        edge.batch();
        slow.readsAgain();
        edge.batch();
        assertThat(slow.heard()).filteredOn(line -> line.startsWith("*SLOW ")).hasSize(1);
    }

    @Test
    void goodbyeIsTheLastLineThoughItFindsTheConnectionSlow() {
        Client senior = member("JOIN");
        Client slow = member("JOIN");
        slow.stall();
        sendMuch(senior, "m2", 12);
        slow.say("QUIT");
        edge.batch();

        slow.readsAgain();
        edge.batch();

        assertThat(slow.heard()).last().isEqualTo("*BYE again=now :goodbye");
    }

    @Test
    void whoIsCutIsToldSoBehindEverything() {
        Client senior = member("JOIN");
        Client slow = member("JOIN grace=10s");
        slow.stall();
        sendMuch(senior, "m2", 30);
        edge.batch();
        edge.batch(); // The cut is carried out.
        senior.heard();
        senior.say("WHO m2");
        edge.batch();

        assertThat(senior.heard()).contains("m2 rank=1 state=away");
        slow.readsAgain();
        assertThat(slow.heard())
                .hasSize(31)
                .last()
                .isEqualTo("*BYE code=602 again=now :you did not read what was sent to you");
    }

    @Test
    void whatIsLeftOutWhileTheConnectionIsBehindIsToldOnceItHasCaughtUp() {
        Client senior = member("JOIN");
        Client executor = member("JOIN results=yes");
        Client slow = watcherOfCommandOf(senior, executor);
        slow.stall();
        sendMuch(senior, "m3", 10);
        edge.batch();
        executor.say("OUT 1 1 :a", "OUT 1 1 :b");
        edge.batch();
        slow.readsAgain();
        edge.batch();

        assertThat(slow.heard())
                .last()
                .isEqualTo("*GAP dropped=2 :so many lines of *OUT, *PROG and *TALLY did not fit");
        executor.say("OUT 1 1 :c");
        edge.batch();
        assertThat(slow.heard()).containsExactly("*OUT 1 m2 rank=1 stream=1 :c");
    }

    @Test
    void whatIsLeftOutOfOneBatchIsToldThoughAllOfThatLeavesAtOnce() {
        Client senior = member("JOIN");
        Client executor = member("JOIN results=yes");
        Client watcher = watcherOfCommandOf(senior, executor);

        sendMuch(senior, "m3", 10);
        executor.say("OUT 1 1 :a");
        edge.batch();

        assertThat(watcher.heard()).last().asString().startsWith("*GAP dropped=1 ");
    }

    @Test
    void rosterThatIsTooLongIsNotShownWholeAndCostsNothing() {
        Edge small = new Edge(options -> options.withLimit(Limit.ROSTER, 4_096));
        Client member = small.connect();
        member.say("HELLO", "JOIN grace=10s", "WATCH roster");
        small.batch();
        String session = Answered.value(member.heard().subList(2, 3), "session");
        for (int count = 1; count < 60; count++) {
            small.connect().say("HELLO", "JOIN name=" + "n".repeat(64));
        }
        small.batch();

        Client back = small.connect();
        back.say("HELLO", "RESUME session=" + session + " got=0");
        small.batch();

        assertThat(back.heard())
                .last()
                .isEqualTo("*ROSTER n=60 rev=60 "
                        + "whole=no :the roster is too long for one event; ask for parts, as in WHO rank:0-99");
    }

    /// m3, of three, after m1 has sent a command to m2.
    private Client watcherOfCommandOf(Client senior, Client executor) {
        Client watcher = member("JOIN");
        senior.say("SEND all :work");
        watcher.say("WATCH 1");
        edge.batch();
        List.of(senior, executor, watcher).forEach(Client::heard);
        edge.pass(1_000); // What is told of the tally now is not held back.
        return watcher;
    }

    private void sendMuch(Client sender, String target, int count) {
        for (int command = 0; command < count; command++) {
            sender.say("SEND " + target + " {" + BODY_BYTES + "}", "x".repeat(BODY_BYTES));
        }
    }

    /// What it was told is gone.
    private Client member(String join) {
        Client member = edge.connect();
        member.say("HELLO", join);
        edge.batch();
        member.heard();
        return member;
    }
}
