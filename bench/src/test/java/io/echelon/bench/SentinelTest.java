package io.echelon.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/// The byte that is counted.
final class SentinelTest {
    @Test
    void isFoundWhereverItIs() {
        for (int length = 1; length < 40; length++) {
            for (int place = 0; place < length; place++) {
                ByteBuf bytes = Chopped.bytes("x".repeat(place) + "\u00f5" + "x".repeat(length - place - 1));

                assertThat(Sentinel.find(bytes, 0, length)).isEqualTo(place);
                assertThat(Sentinel.sender(bytes, place)).isEqualTo(5);
                assertThat(Sentinel.find(bytes, place + 1, length)).isEqualTo(-1);
                assertThat(Sentinel.find(bytes, 0, place)).isEqualTo(-1);
            }
        }
    }

    @Test
    void isNoByteButTheLastSixteen() {
        for (int octet = 0; octet < 256; octet++) {
            ByteBuf bytes = Chopped.bytes(Character.toString(octet).repeat(11));

            assertThat(Sentinel.find(bytes, 0, 11)).isEqualTo(octet >= 0xF0 ? 0 : -1);
            assertThat(Sentinel.find(bytes, 9, 11)).isEqualTo(octet >= 0xF0 ? 9 : -1);
        }
    }

    @Test
    void endsTheBodyOfItsSender() {
        assertThat(Sentinel.body(4, 15)).isEqualTo("xxx\u00ff".getBytes(ISO_8859_1));
        assertThat(Sentinel.body(1, 0)).isEqualTo("\u00f0".getBytes(ISO_8859_1));
    }

    @Test
    void messageWithMoreThanOneIsNotPublished() throws DriveException {
        byte[] good = new MqttDialect().message(0, 1, Sentinel.body(128, 0));
        byte[] bad = new MqttDialect().message(0, 1, Sentinel.body(250, 0)); // Its length has a byte 0xFE.

        assertThat(Sentinel.checked(good)).isSameAs(good);
        assertThatThrownBy(() -> Sentinel.checked(bad))
                .isInstanceOf(DriveException.class)
                .hasMessageContaining("cannot be counted");
    }
}
