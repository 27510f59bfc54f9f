package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Packets as they are on the wire: a length, then numbers of four or eight bytes, and texts with their length.
final class ZooKeeperClientTest {
    private static final int LONG_MILLIS = 3_600_000;

    private final List<String> told = new ArrayList<>();
    private final Fleet fleet = new Fleet(List.of());
    private final ClusterClient.Listener listener = new ClusterClient.Listener() {
        @Override
        public void onReady(ClusterClient client) {
            told.add("ready");
        }

        @Override
        public void onAcknowledged(ClusterClient client, long startNanos) {
            told.add("acknowledged " + startNanos);
        }

        @Override
        public void onFirst(ClusterClient client) {
            told.add("first");
        }

        @Override
        public void onRefused(ClusterClient client, DriveException why) {
            told.add("refused: " + why.getMessage());
        }

        @Override
        public void onLost(ClusterClient client, DriveException why) {
            told.add("lost: " + why.getMessage());
        }
    };

    private ClusterClient client = connecting(Duty.WRITE);
    private EmbeddedChannel channel = new EmbeddedChannel(client);

    @AfterEach
    void close() {
        fleet.close();
    }

    private ClusterClient connecting(Duty duty) {
        ClusterClient made = new ZooKeeperClient(duty, "w", new byte[] {7});
        made.belong(fleet, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), listener);
        return made;
    }

    private void leading() {
        client = connecting(Duty.LEAD);
        channel = new EmbeddedChannel(client);
        hearSession(LONG_MILLIS);
        hear(answer(1, 0).writeInt(0));
        hear(text(answer(2, 0), "/w/n-0000000007"));
    }

    private void hear(ByteBuf packet) {
        channel.writeInbound(Unpooled.wrappedBuffer(Unpooled.buffer().writeInt(packet.readableBytes()), packet));
    }

    private void hearSession(int millis) {
        hear(Unpooled.buffer()
                .writeInt(0)
                .writeInt(millis)
                .writeLong(0xAB)
                .writeInt(16)
                .writeZero(16)
                .writeBoolean(false));
    }

    private static ByteBuf answer(int number, int code) {
        return Unpooled.buffer().writeInt(number).writeLong(99).writeInt(code);
    }

    private static ByteBuf text(ByteBuf out, String text) {
        return out.writeInt(text.length()).writeBytes(text.getBytes(UTF_8));
    }

    private String said() {
        StringBuilder said = new StringBuilder();
        for (ByteBuf words = channel.readOutbound(); words != null; words = channel.readOutbound()) {
            said.append(ByteBufUtil.hexDump(words));
            words.release();
        }
        return said.toString();
    }

    @Test
    void aSessionIsAskedForFirst() {
        assertThat(said())
                .isEqualTo("0000002d" + "00000000" + "0000000000000000" + "00007530" + "0000000000000000" + "00000010"
                        + "00".repeat(16) + "00");
    }

    @Test
    void aWriterCreatesItsFolderAndThenNodesInIt() throws DriveException {
        hearSession(LONG_MILLIS);
        hear(answer(1, 0).writeInt(0));
        said();
        client.write(5);
        client.flush();

        assertThat(said())
                .isEqualTo("00000037" + "00000002" + "00000001" + "00000007" + "2f772f61622d31" + "0000000107"
                        + "00000001" + "0000001f" + "00000005" + "776f726c64" + "00000006" + "616e796f6e65"
                        + "00000000");
        hear(text(answer(2, 0), "/w/ab-1"));
        assertThat(told).containsExactly("ready", "acknowledged 5");
    }

    @Test
    void aFolderThatIsThereIsGoodEnough() {
        hearSession(LONG_MILLIS);
        hear(answer(1, -110));

        assertThat(told).containsExactly("ready");
    }

    @Test
    void whatIsRefusedIsToldAndAnAnswerToAPingIsNot() throws DriveException {
        hearSession(LONG_MILLIS);
        hear(answer(1, 0).writeInt(0));
        client.write(5);
        hear(answer(-2, 0));
        hear(answer(2, -4));

        assertThat(told).containsExactly("ready", "refused: ZooKeeper refuses: -4");
    }

    @Test
    void packetsAreReadHoweverTheyAreChopped() throws DriveException {
        hearSession(LONG_MILLIS);
        hear(answer(1, 0).writeInt(0));
        client.write(5);
        ByteBuf packet = answer(2, 0);
        channel.writeInbound(Unpooled.buffer().writeInt(packet.readableBytes()));
        while (packet.isReadable()) {
            channel.writeInbound(packet.readBytes(1));
        }

        assertThat(told).containsExactly("ready", "acknowledged 5");
    }

    @Test
    void whoHasTheLowestNodeIsTheFirst() {
        leading();
        hear(text(text(answer(3, 0).writeInt(2), "n-0000000009"), "n-0000000007"));

        assertThat(told).containsExactly("ready", "first");
    }

    @Test
    void whoHasNotIsTheFirstWhenTheNodeBeforeIsGone() {
        leading();
        hear(text(text(answer(3, 0).writeInt(2), "n-0000000007"), "n-0000000005"));
        hear(answer(4, 0));
        assertThat(told).containsExactly("ready");

        hear(text(answer(-1, 0).writeInt(2).writeInt(3), "/w/n-0000000005"));
        assertThat(told).containsExactly("ready", "first");
    }

    @Test
    void aSessionThatIsNotGrantedIsTheEnd() {
        hearSession(0);

        assertThat(told).containsExactly("lost: ZooKeeper opens no session");
    }
}
