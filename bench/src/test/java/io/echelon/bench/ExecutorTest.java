package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/// What an executor answers.
final class ExecutorTest {
    @Test
    void eachCommandIsAnsweredOnceHoweverItIsChopped() throws DriveException {
        String stream =
                "*COMMAND 17 from=m1 rank=0 ttl=60s {3}\nxx\u00f0\n+OK\n*COMMAND 118 from=m1 {1}\n\u00f0\n+OK\n";
        for (int size = 1; size <= stream.length(); size++) {
            try (LinkFixture fixture = new LinkFixture(Contender.ECHELON)) {
                Link link = fixture.link(0, 0);
                Executor executor = new Executor();

                for (ByteBuf piece : Chopped.pieces(stream, size)) {
                    executor.hear(link, piece);
                }

                assertThat(fixture.said(0)).isEqualTo("DONE 17\nDONE 118\n");
            }
        }
    }

    @Test
    void whatIsNoCommandIsAFailure() {
        try (LinkFixture fixture = new LinkFixture(Contender.ECHELON)) {
            Link link = fixture.link(0, 0);

            for (String line : new String[] {"-ERR 502 ALREADY_CLOSED\n", "*CANCEL 1 why=sender\n"}) {
                assertThatThrownBy(() -> new Executor().hear(link, Chopped.bytes(line)))
                        .isInstanceOf(DriveException.class)
                        .hasMessageContaining("neither *COMMAND nor +OK");
            }
        }
    }
}
