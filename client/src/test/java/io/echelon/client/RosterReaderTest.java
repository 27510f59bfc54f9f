package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A roster that is too long for one answer.
final class RosterReaderTest {
    private static final String TOO_LONG = "-ERR 104 BODY_TOO_LARGE max=4096 :ask for a part";
    private static final String NOBODY = "-ERR 405 NO_SUCH_MEMBER rank=1 :nobody has that rank";

    @Test
    void whatChangesBetweenTwoPartsIsReadAgain() throws Exception {
        Roster roster = rosterFrom(peer -> {
            askedForTooMuch(peer);
            answer(peer, "WHO rank:0-1023", list(5, 0, 1_024));
            answer(peer, "WHO rank:1024-2047", list(6, 1_024, 1_030));
            answer(peer, "WHO rank:0-1023", list(6, 0, 1_024));
            answer(peer, "WHO rank:1024-2047", list(6, 1_024, 1_029));
        });

        assertThat(roster.revision()).isEqualTo(6);
        assertThat(roster.seats())
                .hasSize(1_029)
                .extracting(Seat::rank)
                .isEqualTo(IntStream.range(0, 1_029).boxed().toList());
    }

    @Test
    void aPartThatNobodyIsInEndsItIfNothingHasChanged() throws Exception {
        Roster roster = rosterFrom(peer -> {
            askedForTooMuch(peer);
            answer(peer, "WHO rank:0-1023", list(5, 0, 1_024));
            answer(peer, "WHO rank:1024-2047", NOBODY);
            answer(peer, "WHO rank:0", list(6, 0, 1));
            answer(peer, "WHO rank:0-1023", list(6, 0, 1_024));
            answer(peer, "WHO rank:1024-2047", NOBODY);
            answer(peer, "WHO rank:0", list(6, 0, 1));
        });

        assertThat(roster.revision()).isEqualTo(6);
        assertThat(roster.seats()).hasSize(1_024);
    }

    @Test
    void aLineThatIsTooLongByItselfIsSaidToBe() {
        assertThatThrownBy(() -> rosterFrom(peer -> {
                    for (String line = peer.line(); line != null && !line.equals("WHO rank:0-0"); line = peer.line()) {
                        peer.send(TOO_LONG);
                    }
                    peer.send(TOO_LONG);
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the member at rank 0 of main")
                .hasMessageContaining("too long");
    }

    @Test
    void aRosterThatChangesAllTheTimeIsGivenUp() {
        assertThatThrownBy(() -> rosterFrom(peer -> {
                    answer(peer, "WHO", TOO_LONG);
                    for (long revision = 1; revision <= 40; revision += 2) {
                        answer(peer, "WHO rank:0-4095", list(revision, 0, 4_096));
                        answer(peer, "WHO rank:4096-8191", list(revision + 1, 4_096, 4_097));
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the roster of main changes faster than it can be read");
    }

    @Test
    void theLargestGroupIsReadToItsEnd() throws Exception {
        Roster roster = rosterFrom(peer -> {
            answer(peer, "WHO", TOO_LONG);
            for (int rank = 0; rank < 65_536; rank += 4_096) {
                answer(peer, "WHO rank:" + rank + "-" + (rank + 4_095), list(5, rank, rank + 4_096));
            }
        });

        assertThat(roster.seats()).hasSize(65_536);
    }

    @Test
    void nobodyIsAnEmptyRoster() throws Exception {
        Roster roster = rosterFrom(peer -> answer(peer, "WHO", "-ERR 500 NO_MATCH :nobody"));

        assertThat(roster.seats()).isEmpty();
    }

    private static Roster rosterFrom(FakeServer.Script answers) throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    answers.play(peer);
                });
                Client client = Client.connect(server.options())) {
            return client.join("main", command -> Verdict.done()).roster();
        }
    }

    private static void askedForTooMuch(FakeServer.Peer peer) throws IOException {
        answer(peer, "WHO", TOO_LONG);
        answer(peer, "WHO rank:0-4095", TOO_LONG);
        answer(peer, "WHO rank:0-2047", TOO_LONG);
    }

    private static void answer(FakeServer.Peer peer, String request, String reply) throws IOException {
        peer.expect(request);
        peer.send(reply);
    }

    private static String list(long revision, int from, int to) {
        String lines = IntStream.range(from, to)
                .mapToObj(rank -> "m" + (rank + 1) + " rank=" + rank + " state=active\n")
                .collect(Collectors.joining());
        return "+OK n=" + (to - from) + " rev=" + revision + " {" + lines.getBytes(StandardCharsets.UTF_8).length
                + "}\n" + lines;
    }
}
