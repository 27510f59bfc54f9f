package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether those who stay were told their right ranks.
final class RankLinesTest {
    private final LinkFixture fixture = new LinkFixture(Contender.ECHELON);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everybodyHasToldRankHoweverItIsChopped() throws DriveException {
        String line = "*RANK 10 was=11 of=12 rev=14 token=9 :m1 left; m2 is in command\n";
        for (int size = 1; size <= line.length(); size++) {
            List<Link> stayers = stayers(11);
            RankLines lines = new RankLines(stayers);

            for (int i = 0; i < 10; i++) {
                lines.hear(stayers.get(i), Chopped.bytes(line.replace("10", Integer.toString(i))));
            }
            assertThat(lines.complete()).isNotDone();
            for (ByteBuf piece : Chopped.pieces(line, size)) {
                lines.hear(stayers.get(10), piece);
            }

            assertThat(lines.complete()).isCompleted();
            assertThat(lines.count()).isEqualTo(11);
        }
    }

    @Test
    void ranksOnTheWayAreCountedAndNotTakenForTheLast() throws DriveException {
        List<Link> stayers = List.of(link(3));
        RankLines lines = new RankLines(stayers);

        lines.hear(stayers.getFirst(), Chopped.bytes("*RANK 2 was=3\n*RANK 1 was=2\n"));
        assertThat(lines.complete()).isNotDone();
        lines.hear(stayers.getFirst(), Chopped.bytes("*RANK 0 was=1\n"));

        assertThat(lines.complete()).isCompleted();
        assertThat(lines.count()).isEqualTo(3);
    }

    @Test
    void rankThatIsTooHighIsAFailure() {
        List<Link> stayers = stayers(2);
        RankLines lines = new RankLines(stayers);

        assertThatThrownBy(() -> lines.hear(stayers.get(1), Chopped.bytes("*RANK 0 was=2\n")))
                .isInstanceOf(DriveException.class)
                .hasMessageContaining("has rank 0, and it is 1");
    }

    @Test
    void anythingElseIsAFailure() {
        List<Link> stayers = stayers(2);
        RankLines lines = new RankLines(stayers);

        assertThatThrownBy(() -> lines.hear(stayers.get(1), Chopped.bytes("*SLOW bytes=9\n")))
                .isInstanceOf(DriveException.class)
                .hasMessageContaining("something else");
    }

    /// As many who had the ranks from 1 on before one left.
    private List<Link> stayers(int count) {
        List<Link> stayers = new ArrayList<>();
        for (int rank = 1; rank <= count; rank++) {
            stayers.add(link(rank));
        }
        return stayers;
    }

    private Link link(int rank) {
        Link link = fixture.link(rank, 0);
        link.rank(rank);
        return link;
    }
}
