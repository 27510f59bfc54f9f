package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.net.Edge.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a batch has for a member that goes to the end of the line in the midst of it, and what it keeps.
final class YieldedPlaceTest {
    /// More than are written to one by one.
    private static final int MANY = 12;

    private final Edge edge = new Edge();

    @Test
    void commandsOfOneBatchReachTheOldPlaceAndTheNew() {
        List<Client> programs = edge.programs(MANY);

        programs.getFirst().say("SEND all :before");
        programs.get(1).say("YIELD");
        programs.getFirst().say("SEND all :after");
        edge.batch();

        assertThat(programs.get(1).heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :before",
                        "+OK group=main id=m13 rank=11 of=12 rev=14 token=14",
                        "*COMMAND 2 from=m1 rank=0 ttl=60s :after");
        assertThat(programs.get(5).heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :before",
                        "*RANK 4 was=5 of=11 rev=13 token=13 :m2 left; m1 is in command",
                        "*COMMAND 2 from=m1 rank=0 ttl=60s :after");
    }

    @Test
    void seniorThatYieldsIsCommandedByWhoWasItsJunior() {
        List<Client> programs = edge.programs(MANY);

        programs.get(0).say("YIELD");
        programs.get(1).say("SEND all :x");
        edge.batch();

        assertThat(programs.get(0).heard())
                .containsExactly(
                        "+OK group=main id=m13 rank=11 of=12 rev=14 token=14", "*COMMAND 1 from=m2 rank=0 ttl=60s :x");
    }

    @Test
    void eventsAreCountedOnAcrossTheYield() {
        Client senior = member("JOIN");
        Client yielder = member("JOIN grace=10s");
        member("JOIN");
        senior.say("SEND all :one", "SEND all :two");
        yielder.say("YIELD");
        senior.say("SEND all :three");
        edge.batch();
        yielder.heard();

        edge.pass(1_000);

        assertThat(yielder.heard()).containsExactly("*PING 1 sent=3");
    }

    @Test
    void whatWasToldOfTheOldNumberIsReplayedToTheNew() {
        Client sender = edge.connect();
        sender.say("HELLO", "JOIN grace=10s");
        edge.batch();
        String session = Answered.value(sender.heard(), "session");
        Client executor = member("JOIN results=yes");
        sender.say("SEND all :x");
        executor.say("DONE 1 :done");
        sender.say("YIELD");
        sender.vanishes();
        edge.batch();

        Client back = edge.connect();
        back.say("HELLO", "RESUME session=" + session + " got=0");
        edge.batch();

        assertThat(back.heard())
                .satisfies(heard -> assertThat(heard.get(2)).contains(" id=m3 rank=1 ", " sent=2 replay=2 "))
                .endsWith("*RESULT 1 m2 rank=1 state=done ms=0 :done", "*CLOSED 1 total=1 done=1 ms=0");
    }

    @Test
    void whatWasChosenToWatchIsWatchedOn() {
        Client yielder = member("JOIN");
        Client senior = member("JOIN");
        Client junior = member("JOIN");
        yielder.say("WATCH roster", "WATCH commands", "YIELD", "YIELD");
        edge.batch();
        yielder.heard();

        junior.say("LEAVE");
        junior.say("JOIN");
        yielder.say("SEND all :x");
        edge.batch();

        assertThat(yielder.heard())
                .containsExactly(
                        "*LEFT m3 rank=1 rev=8 why=quit",
                        "*RANK 1 was=2 of=2 rev=8 token=8 :m3 left; m2 is in command",
                        "*JOIN m6 rank=2 rev=9",
                        "+OK id=1 n=1 above=1 rev=9",
                        "*TALLY 1 from=m5 open=no total=1 delivered=1",
                        "*CLOSED 1 total=1 delivered=1 ms=0");
        assertThat(senior.heard()).contains("*RANK 0 was=1 of=2 rev=4 token=4 :m1 left; you are in command");
    }

    @Test
    void whatWasChosenNotToWatchIsNotWatchedOn() {
        Client person = edge.connect();
        person.say("JOIN", "UNWATCH roster", "YIELD");
        member("JOIN").say("LEAVE");
        edge.batch();

        assertThat(person.heard()).hasSize(4).last().asString().startsWith("+OK group=main id=m2 rank=0");
    }

    @Test
    void eventsOfAnAdoptedPlaceAreCountedFromItsAdoption() {
        Client senior = member("JOIN");
        Client person = edge.connect();
        person.staysSilent();
        edge.batch();
        senior.say("SEND all :before");
        person.say("HELLO ping=1s", "JOIN grace=10s");
        senior.say("SEND all :after");
        edge.batch();
        person.heard();

        edge.pass(1_000);

        assertThat(person.heard()).containsExactly("*PING 1 sent=1");
    }

    /// What it was told is gone.
    private Client member(String join) {
        Client member = edge.connect();
        member.say("HELLO ping=1s", join);
        edge.batch();
        member.heard();
        return member;
    }
}
