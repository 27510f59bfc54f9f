package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.bench.GrpcConnection.Call;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Frames as RFC 9113 has them, written out in hexadecimal: length, type, flags, stream, content.
final class GrpcConnectionTest {
    private static final String SETTINGS = "000006 04 00 00000000 000300000064";
    private static final String HEADERS = "000001 01 04 00000001 88";
    private static final String MESSAGE = "000007 00 00 00000001 00 00000002 0807";
    private static final String GOOD_END = "000001 01 05 00000001 88";

    private final List<String> told = new ArrayList<>();
    private final ByteBuf out = Unpooled.buffer();
    private final GrpcConnection grpc = new GrpcConnection("/kv/Put", new GrpcConnection.Listener() {
        @Override
        public void onMessage(Call call, byte[] message) {
            told.add("message " + HexFormat.of().formatHex(message));
        }

        @Override
        public void onGood(Call call) {
            told.add("good " + call.startNanos());
        }

        @Override
        public void onBad(Call call) {
            told.add("bad " + call.startNanos());
        }
    });

    private void hear(String... frames) throws DriveException {
        grpc.read(frames(frames), out);
    }

    private static ByteBuf frames(String... frames) {
        return Unpooled.wrappedBuffer(
                HexFormat.of().parseHex(String.join("", frames).replace(" ", "")));
    }

    private String said() {
        String said = ByteBufUtil.hexDump(out);
        out.clear();
        return said;
    }

    @Test
    void thePrefaceGrantsTheServerAllTheRoomThereIs() {
        grpc.begin(out);

        assertThat(out.readCharSequence(24, US_ASCII)).hasToString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertThat(said())
                .isEqualTo("000012040000000000" + "000100000000" + "000200000000" + "00047fffffff"
                        + "000004080000000000" + "7fff0000");
    }

    @Test
    void theHeaderOfTheFirstCallIsPointedToByTheNext() throws DriveException {
        grpc.call(out, new byte[] {8, 7}, 1);
        String first = said();
        grpc.call(out, new byte[] {8, 7}, 2);

        assertThat(first)
                .startsWith("000035010400000001" + "8386" + "4407" + hex("/kv/Put") + "4109" + hex("127.0.0.1") + "5f10"
                        + hex("application/grpc") + "4002" + hex("te") + "08" + hex("trailers"))
                .endsWith("000007000100000001" + "00000000020807");
        assertThat(said()).isEqualTo("000006010400000003" + "8386c1c0bfbe" + "000007000100000003" + "00000000020807");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(US_ASCII));
    }

    @Test
    void aCallIsGoodIfAMessageCame() throws DriveException {
        grpc.call(out, new byte[0], 11);
        hear(SETTINGS, HEADERS, MESSAGE, GOOD_END);

        assertThat(told).containsExactly("good 11");
    }

    @Test
    void aCallThatEndsWithoutAMessageIsBad() throws DriveException {
        grpc.call(out, new byte[0], 11);
        hear(GOOD_END);

        assertThat(told).containsExactly("bad 11");
    }

    @Test
    void messagesAreReadHoweverTheyAreChopped() throws DriveException {
        grpc.call(out, "/lease/Grant", new byte[0], true);
        ByteBuf all = frames(
                HEADERS, "000003 00 00 00000001 000000", "00000b 00 00 00000001 0002 0807 00 00000001 09 00", GOOD_END);
        ByteBuf came = Unpooled.buffer();
        while (all.isReadable()) {
            came.writeByte(all.readByte());
            grpc.read(came, out);
        }

        assertThat(told).containsExactly("message 0807", "message 09", "good 0");
    }

    @Test
    void settingsAndPingsAreAcknowledgedOnce() throws DriveException {
        hear(SETTINGS, "000000 04 01 00000000", "000008 06 00 00000000 0102030405060708");
        hear("000008 06 01 00000000 0102030405060708");

        assertThat(said()).isEqualTo("000000040100000000" + "000008060100000000" + "0102030405060708");
    }

    @Test
    void noMoreIsSentThanTheServerHasRoomFor() throws DriveException {
        byte[] message = new byte[60_000];
        grpc.call(out, message, 1);

        assertThatThrownBy(() -> grpc.call(out, message, 2)).hasMessageContaining("takes no more");
    }

    @Test
    void roomThatTheServerMakesIsUsed() throws DriveException {
        byte[] message = new byte[60_000];
        grpc.call(out, message, 1);
        hear("000004 08 00 00000000 0000ffff");
        out.clear();
        grpc.call(out, message, 2);

        assertThat(out.readableBytes()).isGreaterThan(message.length);
    }

    @Test
    void whatIsGivenUpOrWasNotAskedIsAFailure() throws DriveException {
        assertThatThrownBy(() -> hear(MESSAGE)).hasMessageContaining("was not asked");
        assertThatThrownBy(() -> hear("000008 07 00 00000000 0000000000000002")).hasMessageContaining("gives up");
    }
}
