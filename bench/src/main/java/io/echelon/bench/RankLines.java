package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads the `*RANK` lines of all who stay when others leave, and takes every other line for a failure. Byte by byte,
/// with a few numbers for each member: thousands of them hear one at the same time.
final class RankLines implements Ear {
    private static final byte[] BEGINNING = "*RANK ".getBytes(US_ASCII);

    /// In place of how many bytes of the beginning were read: the rank was, too.
    private static final int IN_REST = BEGINNING.length + 1;

    private final CompletableFuture<Long> complete = new CompletableFuture<>();
    private final int[] state;
    private final int[] told;
    private final int[] rightRank;
    private int missing;
    private long count;

    /// @param stayers in the order of the ranks that they are to have
    RankLines(List<Link> stayers) {
        int ranks = stayers.stream().mapToInt(Link::rank).max().orElse(-1) + 1;
        state = new int[ranks];
        told = new int[ranks];
        rightRank = new int[ranks];
        for (int rank = 0; rank < stayers.size(); rank++) {
            int former = stayers.get(rank).rank();
            rightRank[former] = rank;
            missing += rank == former ? 0 : 1;
        }
    }

    /// When, by [System#nanoTime], everybody had the right rank.
    CompletableFuture<Long> complete() {
        return complete;
    }

    /// How many lines there were so far.
    long count() {
        return count;
    }

    @Override
    public void hear(Link link, ByteBuf bytes) throws DriveException {
        int member = link.rank();
        while (bytes.isReadable()) {
            if (state[member] == IN_REST) {
                skipRest(member, bytes);
            } else {
                readByte(member, bytes.readByte());
            }
        }
    }

    private void readByte(int member, byte one) throws DriveException {
        if (state[member] < BEGINNING.length) {
            if (one != BEGINNING[state[member]]) {
                throw new DriveException("a member hears something else than *RANK");
            }
            state[member]++;
            told[member] = 0;
        } else if (one >= '0' && one <= '9') {
            told[member] = told[member] * 10 + one - '0';
        } else {
            state[member] = IN_REST;
        }
    }

    private void skipRest(int member, ByteBuf bytes) throws DriveException {
        int length = bytes.bytesBefore((byte) '\n');
        if (length < 0) {
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        bytes.skipBytes(length + 1);
        state[member] = 0;
        onLine(told[member], rightRank[member]);
    }

    private void onLine(int rank, int right) throws DriveException {
        count++;
        if (rank < right || missing == 0) {
            throw new DriveException("a member hears that it has rank " + rank + ", and it is " + right);
        }
        if (rank == right) {
            missing--;
        }
        if (missing == 0) {
            complete.complete(System.nanoTime());
        }
    }
}
