package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class ServerProcessTest {
    @Test
    void onLoopbackTheOperatorIsToldTheAddressAndThatPlacesAreLost() throws UnknownHostException {
        assertThat(ServerProcess.notices(ServerOptions.DEFAULTS.withLimit(Limit.CAPACITY, 7), address(127, 0, 0, 1)))
                .containsExactly(
                        "echelon is listening on 127.0.0.1:7411 (capacity 7, in memory)",
                        "places do not outlive this process: when it stops, every client has to join anew");
    }

    @Test
    void beyondLoopbackTheOperatorIsToldThatTheDoorIsOpen() throws UnknownHostException {
        assertThat(ServerProcess.notices(ServerOptions.DEFAULTS, address(0, 0, 0, 0)))
                .hasSize(3)
                .last()
                .asString()
                .contains("no authentication");
    }

    @Test
    void anAddressOfVersionSixIsToldInBrackets() throws UnknownHostException {
        assertThat(ServerProcess.notices(
                        ServerOptions.DEFAULTS, address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("echelon is listening on [0:0:0:0:0:0:0:1]:7411 ");
    }

    private static InetSocketAddress address(int... octets) throws UnknownHostException {
        byte[] bytes = new byte[octets.length];
        for (int index = 0; index < octets.length; index++) {
            bytes[index] = (byte) octets[index];
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes), ServerOptions.DEFAULT_PORT);
    }
}
