package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.net.Edge.Client;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a batch has for a member that comes back on another connection in the midst of it.
final class ReturnTest {
    /// More than are written to one by one.
    private static final int MANY = 12;

    private static final int WHO = 5;

    private final Edge edge = new Edge();
    private final List<String> sessions = new ArrayList<>();
    private final List<Client> programs = members();

    @Test
    void commandsBeforeAndAfterALossAndAReturnAreAllToldOnce() {
        Client back = edge.connect();

        programs.getFirst().say("SEND all :before");
        programs.get(WHO).vanishes();
        resume(back, 0);
        programs.getFirst().say("SEND all :after");
        edge.batch();

        assertThat(back.heard())
                .satisfies(heard -> assertThat(heard.get(2)).startsWith("+OK group=main id=m6 rank=5 of=12 rev=12"))
                .endsWith("*COMMAND 1 from=m1 rank=0 ttl=60s :before", "*COMMAND 2 from=m1 rank=0 ttl=60s :after")
                .hasSize(5);
        assertThat(programs.get(WHO + 1).heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :before", "*COMMAND 2 from=m1 rank=0 ttl=60s :after");
    }

    @Test
    void commandsBeforeAndAfterATakeoverGoToTheConnectionOfTheirTime() {
        Client next = edge.connect();

        programs.getFirst().say("SEND all :before");
        resume(next, 1);
        programs.getFirst().say("SEND all :after");
        edge.batch();

        assertThat(programs.get(WHO).heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :before",
                        "*BYE code=408 again=never :your place was taken up on another connection");
        assertThat(next.heard())
                .satisfies(heard -> assertThat(heard.get(2)).contains(" sent=1 replay=0 "))
                .endsWith("*COMMAND 2 from=m1 rank=0 ttl=60s :after")
                .hasSize(4);
    }

    @Test
    void ranksAreRightThoughSeniorsLeaveBeforeAndAfterAReturnInItsBatch() {
        Client back = edge.connect();
        programs.get(WHO).vanishes();
        edge.batch();

        programs.get(1).say("LEAVE");
        resume(back, 0);
        programs.get(2).say("LEAVE");
        programs.getLast().say("LEAVE");
        edge.batch();

        assertThat(back.heard())
                .satisfies(heard -> assertThat(heard.get(2)).startsWith("+OK group=main id=m6 rank=4 of=11 rev=13"))
                .endsWith(
                        "*RANK 4 was=5 of=11 rev=13 token=13 :1 senior left meanwhile; m1 is in command",
                        "*RANK 3 was=4 of=10 rev=14 token=14 :m3 left; m1 is in command");
        assertThat(programs.get(WHO + 1).heard())
                .containsExactly("*RANK 4 was=6 of=10 rev=14 token=14 :2 members left; m1 is in command");
    }

    @Test
    void nobodyIsToldARankByALossAndAReturn() {
        Client back = edge.connect();
        programs.get(WHO).vanishes();
        edge.batch();
        resume(back, 0);
        edge.batch();

        for (int index = 0; index < MANY; index++) {
            assertThat(programs.get(index).heard()).isEmpty();
        }
        assertThat(back.heard()).hasSize(3).noneMatch(line -> line.startsWith("*RANK"));
    }

    @Test
    void ofTwoThatReturnInOneBatchTheLaterHasThePlace() {
        Client first = edge.connect();
        Client second = edge.connect();
        programs.get(WHO).vanishes();
        resume(first, 0);
        resume(second, 0);
        first.say("ME");
        second.say("ME");
        edge.batch();

        assertThat(first.heard())
                .satisfies(heard -> assertThat(heard.get(2)).startsWith("+OK group=main id=m6 rank=5"))
                .endsWith("*BYE code=408 again=never :your place was taken up on another connection")
                .hasSize(4);
        assertThat(second.heard())
                .endsWith("+OK group=main id=m6 rank=5 of=12 rev=12 token=6")
                .hasSize(4);
    }

    @Test
    void whoeverComesBackAndIsLostAgainInABatchLeavesNothingBehind() {
        Client back = edge.connect();
        programs.get(WHO).vanishes();
        resume(back, 0);
        back.vanishes();
        programs.getFirst().say("SEND all :x", "WHO m6");
        edge.batch();
        programs.get(WHO + 1).heard();

        edge.pass(10_000);

        assertThat(programs.getFirst().heard()).contains("m6 rank=5 state=away");
        assertThat(programs.get(WHO + 1).heard())
                .containsExactly("*RANK 5 was=6 of=11 rev=13 token=13 :m6 left; m1 is in command");
    }

    @Test
    void whoWatchesHearsOnAfterAReturn() {
        programs.get(1).say("WATCH commands");
        programs.getFirst().say("WATCH roster");
        edge.batch();
        programs.get(1).vanishes();
        edge.batch();
        Client back = edge.connect();
        back.say("HELLO", "RESUME session=" + sessions.get(1) + " got=0");
        edge.batch();
        back.heard();

        programs.get(2).say("SEND all :x");
        edge.batch();

        assertThat(back.heard()).containsExactly("*TALLY 1 from=m3 open=no total=9 delivered=9");
        assertThat(programs.getFirst().heard()).contains("*AWAY m2 rank=1 rev=12 grace=10s", "*BACK m2 rank=1 rev=12");
    }

    private void resume(Client client, int got) {
        client.say("HELLO", "RESUME session=" + sessions.get(WHO) + " got=" + got);
    }

    /// In order of rank; what they were told is gone.
    private List<Client> members() {
        List<Client> members = new ArrayList<>();
        for (int index = 0; index < MANY; index++) {
            Client member = edge.connect();
            member.say("HELLO", "JOIN grace=10s");
            edge.batch();
            sessions.add(Answered.value(member.heard(), "session"));
            members.add(member);
        }
        return members;
    }
}
