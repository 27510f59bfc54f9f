package io.echelon.bench;

/// The messages of one sender that are on their way, in the order in which they were sent and reach each receiver.
final class Lane {
    private final int receivers;
    private final int mask;
    private final int[] missing;
    private final long[] startNanos;
    private int sent;
    private int reached;

    /// @param mostOnTheWay how many have not reached everybody at a time
    Lane(int receivers, int mostOnTheWay) {
        int slots = Integer.highestOneBit(Math.max(1, mostOnTheWay - 1)) << 1;
        this.receivers = receivers;
        this.mask = slots - 1;
        this.missing = new int[slots];
        this.startNanos = new long[slots];
    }

    int receivers() {
        return receivers;
    }

    /// How many have reached everybody.
    int reached() {
        return reached;
    }

    boolean isFull() {
        return sent - reached > mask;
    }

    void onSent(long nanos) {
        if (isFull()) {
            throw new IllegalStateException("too many messages are on their way");
        }
        missing[sent & mask] = receivers;
        startNanos[sent & mask] = nanos;
        sent++;
    }

    /// A receiver has got one more.
    ///
    /// @param number how many of this lane it had before
    /// @return whether it was the last receiver of that message
    boolean onReceived(int number) throws DriveException {
        if (number >= sent) {
            throw new DriveException("a receiver got more messages than were sent");
        }
        missing[number & mask]--;
        if (missing[number & mask] > 0) {
            return false;
        }
        reached++;
        return true;
    }

    /// When the message that reached everybody last was sent.
    long lastStartNanos() {
        return startNanos[(reached - 1) & mask];
    }
}
