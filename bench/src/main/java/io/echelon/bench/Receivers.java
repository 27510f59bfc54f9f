package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import java.util.List;

/// Counts what all receivers get: one for each sentinel, nothing parsed.
final class Receivers implements Ear {
    /// Told what has come.
    interface Listener {
        /// A message of this lane has reached everybody.
        void onReached(Lane lane);

        /// What was read at once is through, and some messages in it have reached everybody.
        void goOn() throws DriveException;
    }

    private final Listener listener;
    private final Lane[] lanes;
    private final int senders;
    private final int[] received;

    /// @param lanes of the groups in their order, each with as many as it has senders
    Receivers(Listener listener, List<Lane> lanes, int senders, int receivers) {
        this.listener = listener;
        this.lanes = lanes.toArray(new Lane[0]);
        this.senders = senders;
        this.received = new int[receivers * senders];
    }

    @Override
    public void hear(Link link, ByteBuf bytes) throws DriveException {
        int to = bytes.writerIndex();
        int lane = link.group() * senders;
        int counter = link.index() * senders;
        boolean hasReached = false;
        int at = Sentinel.find(bytes, bytes.readerIndex(), to);
        while (at >= 0) {
            int sender = senders == 1 ? 0 : Sentinel.sender(bytes, at);
            if (lanes[lane + sender].onReceived(received[counter + sender]++)) {
                listener.onReached(lanes[lane + sender]);
                hasReached = true;
            }
            at = Sentinel.find(bytes, at + 1, to);
        }
        if (hasReached) {
            listener.goOn();
        }
    }
}
