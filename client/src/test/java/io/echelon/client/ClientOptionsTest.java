package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where to connect, and for how long to wait.
final class ClientOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 7411, localhost:7411",
        "localhost:1, localhost, 1, localhost:1",
        "10.0.0.7:65535, 10.0.0.7, 65535, 10.0.0.7:65535",
        "[::1], ::1, 7411, [::1]:7411",
        "[fe80::1%eth0]:80, fe80::1%eth0, 80, [fe80::1%eth0]:80",
        "example.org:00080, example.org, 80, example.org:80"
    })
    void anAddressIsAHostAndMaybeAPort(String address, String host, int port, String written) {
        ClientOptions options = ClientOptions.at(address);

        assertThat(options.servers()).containsExactly(new ServerAddress(host, port));
        assertThat(options.address()).isEqualTo(written);
        assertThat(ClientOptions.at(written)).isEqualTo(options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "host:",
                "host:0",
                "host:65536",
                "host:999999",
                "host:-1",
                "host:http",
                "::1",
                "[::1",
                "[]:1",
                "[::1]80",
                "a:1:2",
                "a,",
                ",a",
                "a b,"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientOptions.at(address));
    }

    @Test
    void severalServersHaveCommasBetweenThem() {
        ClientOptions options = ClientOptions.at("a:1,b,[::1]:3");

        assertThat(options.servers())
                .containsExactly(new ServerAddress("a", 1), new ServerAddress("b", 7411), new ServerAddress("::1", 3));
        assertThat(options.address()).isEqualTo("a:1,b:7411,[::1]:3");
    }

    @Test
    void timeoutsAreFromAMillisecondToAWeek() {
        ClientOptions options = ClientOptions.DEFAULTS;

        assertThat(options.withReplyTimeout(Duration.ofDays(7)).replyTimeout()).isEqualTo(Duration.ofDays(7));
        assertThat(options.withConnectTimeout(Duration.ofMillis(1)).connectTimeout())
                .isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withConnectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withReplyTimeout(Duration.ofNanos(999_999)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withReplyTimeout(Duration.ofDays(8)));
    }
}
