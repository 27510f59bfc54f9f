package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreePortTest {
    @Test
    void aPortThatSomebodyListensOnIsPassedOver() throws IOException, FailedRunException {
        long seed = ProcessHandle.current().pid();
        int first = new FreePort(seed).next();
        try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new FreePort(seed).next()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void noPortIsGivenTwice() throws FailedRunException {
        FreePort ports = new FreePort(11_998);

        assertThat(List.of(ports.next(), ports.next(), ports.next()))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(20_000, 31_999));
    }
}
