package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProtobufTest {
    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    @Test
    void fieldsAreWrittenOneAfterAnother() {
        byte[] message = new Protobuf()
                .put(1, "testing")
                .put(2, 150)
                .put(3, "!".getBytes(US_ASCII))
                .toBytes();

        assertThat(message).isEqualTo(bytes("0a 07 74 65 73 74 69 6e 67 10 96 01 1a 01 21"));
    }

    @Test
    void zeroIsNotWritten() {
        assertThat(new Protobuf().put(2, 0).toBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aNumberIsReadBackFromBehindOtherFields(long number) throws DriveException {
        byte[] message =
                new Protobuf().put(1, "before").put(2, 5).put(3, number).toBytes();

        assertThat(Protobuf.number(message, 3)).isEqualTo(number);
        assertThat(Protobuf.number(message, 4)).isZero();
    }

    @Test
    void fieldsOfFixedLengthAreSkipped() throws DriveException {
        byte[] message = bytes("09 01 02 03 04 05 06 07 08 15 01 02 03 04 18 07");

        assertThat(Protobuf.number(message, 3)).isEqualTo(7);
    }

    @Test
    void whatEndsEarlyIsAFailure() {
        assertThatThrownBy(() -> Protobuf.number(bytes("0a 07 74"), 3)).isInstanceOf(DriveException.class);
        assertThatThrownBy(() -> Protobuf.number(bytes("0b"), 3)).isInstanceOf(DriveException.class);
    }
}
