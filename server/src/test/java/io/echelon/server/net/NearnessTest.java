package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which connections come from the server's own machine.
final class NearnessTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.9, 127.0.0.1, true",
        "::1, ::1, true",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.8, 10.0.0.7, false",
        "fe80::2, fe80::1, false"
    })
    void anAddressOfThisMachineIsNear(String remote, String local, boolean isNear) {
        assertThat(Connection.isNear(new InetSocketAddress(remote, 50_000), new InetSocketAddress(local, 7411)))
                .isEqualTo(isNear);
    }
}
