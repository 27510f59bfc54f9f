package io.echelon.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a certificate may be for. Nothing is looked up.
final class CertifiedNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "n1.example.org", "xn--bcher-kva.example", "3com.com", "*.example.org", "db-1"})
    void aNameIsKeptAsItIs(String text) {
        assertThat(CertifiedName.parse(text)).isEqualTo(new CertifiedName(text, false));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,127.0.0.1",
        "255.255.255.255,255.255.255.255",
        "::1,0:0:0:0:0:0:0:1",
        "0:0::1,0:0:0:0:0:0:0:1",
        "FE80::A,fe80:0:0:0:0:0:0:a"
    })
    void anAddressIsWrittenInOneWay(String text, String written) {
        assertThat(CertifiedName.parse(text)).isEqualTo(new CertifiedName(written, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a_b",
                "-a",
                "a-",
                "a..b",
                ".a",
                "a.",
                "größe",
                "a b",
                "a,dns:b",
                "*",
                "a.*.b",
                "256.0.0.1",
                "1.2.3",
                "1",
                ":",
                "1::2::3",
                "[::1]",
                "fe80::1%eth0",
                "https://a",
                "a:7411",
                "0123456789012345678901234567890123456789012345678901234567890123.org"
            })
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> CertifiedName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + text + "\" is neither a host's name (letters, digits, dots and hyphens) nor an address");
    }

    @Test
    void aNameHasAtMost253Characters() {
        String longest = "a.".repeat(126) + "a";

        assertThat(CertifiedName.parse(longest).text()).isEqualTo(longest);
        assertThatThrownBy(() -> CertifiedName.parse("b" + longest)).isInstanceOf(IllegalArgumentException.class);
    }
}
