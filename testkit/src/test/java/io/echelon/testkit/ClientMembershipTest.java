package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.Client;
import io.echelon.client.JoinOptions;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.Place;
import io.echelon.client.RefusedException;
import io.echelon.client.Roster;
import io.echelon.client.Seat;
import io.echelon.client.Submission;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import io.echelon.server.Limit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Places that are taken, kept and given up by the Java client.
final class ClientMembershipTest {
    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        Program.awaitNoThreads();
    }

    @Test
    void arrivalsDeparturesAndPromotionsAreHeardInOrder() throws Exception {
        try (TestServer server = TestServer.start();
                Program first = Program.connect(server);
                Program second = Program.connect(server)) {
            Membership boss = first.join("boss", command -> Verdict.done());
            Membership deputy = second.join("deputy", command -> Verdict.done());
            long tokenBelow = deputy.token();
            try (Program third = Program.connect(server)) {
                assertThat(third.join("third", command -> Verdict.done()).place())
                        .extracting(Place::group, Place::id, Place::rank, Place::size, Place::revision)
                        .containsExactly("main", new MemberId(3), 2, 3, 3L);
                second.expect("joined m3 rank 2 rev 3 third");
                assertThat(deputy.place().size()).isEqualTo(3);
            }
            second.expect("left m3 rank 2 rev 4 quit");

            first.client().close();

            second.expect("left m1 rank 0 rev 5 quit", "rank 0 was 1 of 1");
            assertThat(first.heard())
                    .containsExactly(
                            "joined m2 rank 1 rev 2 deputy",
                            "joined m3 rank 2 rev 3 third",
                            "left m3 rank 2 rev 4 quit");
            assertThat(deputy.rank()).isZero();
            assertThat(deputy.token()).isGreaterThan(tokenBelow).isGreaterThan(boss.token());
        }
    }

    @Test
    void aFullGroupRefusesAndTheClientMayJoinAnother() throws Exception {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1));
                Program first = Program.connect(server);
                Program second = Program.connect(server)) {
            first.join("first", command -> Verdict.done());

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> second.join("second", command -> Verdict.done()))
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(401);
                        assertThat(refused.details()).containsEntry("capacity", "1");
                        assertThat(refused.isTemporary()).isTrue();
                    });

            assertThat(second.client().join("other", command -> Verdict.done()).rank())
                    .isZero();
        }
    }

    @Test
    void aClientHasOnePlaceAtATime() throws Exception {
        try (TestServer server = TestServer.start();
                Program program = Program.connect(server)) {
            Membership member = program.join("one", command -> Verdict.done());

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> program.client().join("other", command -> Verdict.done()))
                    .matches(refused -> refused.code() == 402);

            assertThat(member.roster().seats()).hasSize(1);
        }
    }

    @Test
    void commandsGoDownOnly() throws Exception {
        try (TestServer server = TestServer.start();
                Program first = Program.connect(server);
                Program second = Program.connect(server)) {
            first.join("boss", command -> Verdict.done());
            Membership junior = second.join("junior", command -> Verdict.done());

            Submission upward = junior.send("m1", "reboot");

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> upward.awaitAccepted(Program.PATIENCE))
                    .withMessage("300 UPWARD: m1 (rank 0) is senior to you (rank 1); commands go down only")
                    .matches(refused -> "m1".equals(refused.details().get("who")));
            assertThatThrownBy(() -> upward.awaitClosed(Program.PATIENCE)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void whoLeavesMayComeBackAtTheEndOfTheLine() throws Exception {
        try (TestServer server = TestServer.start();
                Program first = Program.connect(server);
                Program second = Program.connect(server)) {
            Membership boss = first.join("boss", command -> Verdict.done());
            Membership junior = second.join("junior", command -> Verdict.done("by the junior"));
            Submission open = boss.send("all", "anything"); // May be answered before it is left, or not.
            boss.leave();

            Membership again = first.join("again", command -> Verdict.done("by the former boss"));

            assertThat(again.id()).isEqualTo(new MemberId(3));
            second.expect("left m1 rank 0 rev 3 quit", "rank 0 was 1 of 1", "joined m3 rank 1 rev 4 again");
            Tally tally = junior.send("next", "your turn").awaitClosed(Program.PATIENCE);
            assertThat(tally.total()).isEqualTo(1);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(boss::roster)
                    .matches(refused -> refused.code() == 400);
            assertThat(open.accepted()).isCompleted();
            assertThat(open.closed().handle((closed, failure) -> true).join()).isTrue();
        }
    }

    @Test
    void groupsAreApart() throws Exception {
        try (TestServer server = TestServer.start();
                Program first = Program.connect(server);
                Program second = Program.connect(server)) {
            Membership one = first.client().join("one", command -> Verdict.done());
            Membership other = second.client()
                    .join(JoinOptions.group("the other")
                            .withLabel("os", "linux")
                            .withName("Ada L"));

            assertThat(one.rank()).isZero();
            assertThat(other.rank()).isZero();
            assertThat(other.place().group()).isEqualTo("the other");
            Roster roster = other.roster();
            assertThat(roster.group()).isEqualTo("the other");
            assertThat(roster.seats())
                    .containsExactly(new Seat(new MemberId(1), 0, "active", "Ada L", Map.of("os", "linux")));
            assertThatThrownBy(() -> one.send("all", "x").awaitClosed(Program.PATIENCE))
                    .hasMessageStartingWith("304 NOBODY_BELOW");
        }
    }

    @Test
    void closingGivesThePlaceUpBeforeItReturns() throws Exception {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 2));
                Program first = Program.connect(server)) {
            Membership boss = first.join("boss", command -> Verdict.done());
            for (int round = 0; round < 50; round++) {
                try (Client next = Program.connect(server).client()) {
                    next.join("main", command -> Verdict.done());
                }
                assertThat(boss.roster().seats()).hasSize(1);
            }
        }
    }
}
