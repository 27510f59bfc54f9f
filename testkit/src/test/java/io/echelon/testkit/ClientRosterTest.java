package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.client.Membership;
import io.echelon.client.Roster;
import io.echelon.client.Seat;
import io.echelon.client.Verdict;
import io.echelon.server.Limit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rosters that do not fit into one answer, as the Java client puts them together.
final class ClientRosterTest {
    private static final int MEMBERS = 400;
    private static final int ROUNDS = 20;
    /// Fewer than a client tries again for.
    private static final int CHANGES = 5;

    @Test
    void allPartsMakeOneRosterEvenIfItChangesMeanwhile() throws Exception {
        try (TestServer server = TestServer.start(
                        options -> options.withLimit(Limit.ROSTER, 4_096).withLimit(Limit.CAPACITY, 2 * MEMBERS));
                Crowd crowd = new Crowd(server.address());
                Program asker = Program.connect(server);
                Program restless = Program.connect(server)) {
            Membership member = asker.client().join("main", command -> Verdict.done());
            List<Crowd.Client> members = crowd.add(MEMBERS, "HELLO proto=1", "JOIN main name=w label.os=linux");
            crowd.hearUntil(
                    "a place for all", () -> members.stream().allMatch(one -> one.heard("+OK group=main") != null));

            Roster whole = member.roster();
            assertThat(whole.revision()).isEqualTo(MEMBERS + 1);
            assertThat(whole.seats()).hasSize(MEMBERS + 1);
            expectConsistent(whole);

            for (int round = 0; round < ROUNDS; round++) {
                CompletableFuture<Roster> read = new CompletableFuture<>();
                Thread reader = new Thread(() -> {
                    try {
                        read.complete(member.roster());
                    } catch (Exception failure) {
                        read.completeExceptionally(failure);
                    }
                });
                reader.start();
                for (int change = 0; change < CHANGES; change++) {
                    restless.client().join("main", command -> Verdict.done()).leave();
                }
                expectConsistent(read.get(20, TimeUnit.SECONDS));
                reader.join();
            }
        }
    }

    /// Nobody comes twice, nobody is missing: each revision more is a member more or less.
    private static void expectConsistent(Roster roster) {
        List<Seat> seats = roster.seats();
        assertThat(seats)
                .extracting(Seat::rank)
                .isEqualTo(IntStream.range(0, seats.size()).boxed().toList());
        assertThat(seats).isSortedAccordingTo((one, other) -> one.id().compareTo(other.id()));
        assertThat(seats.size() - (MEMBERS + 1L)).isEqualTo((roster.revision() - (MEMBERS + 1)) % 2);
    }
}
