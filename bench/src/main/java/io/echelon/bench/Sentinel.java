package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// The byte that ends each body, and tells which sender of its group it is from: 0xF0 to 0xFF, which are in nothing
/// else
/// that a receiver hears. What servers add are ASCII and, with MQTT, lengths, which are checked.
final class Sentinel {
    static final int MOST_SENDERS = 16;

    private static final int FIRST = 0xF0;
    private static final int SENDER_MASK = MOST_SENDERS - 1;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Sentinel() {}

    static byte[] body(int bytes, int sender) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) 'x');
        body[bytes - 1] = (byte) (FIRST | sender);
        return body;
    }

    /// The first place of a sentinel in `bytes[from..to)`, or -1.
    static int find(ByteBuf bytes, int from, int to) {
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            long word = bytes.getLongLE(at);
            long hits = word & (word << 1) & (word << 2) & (word << 3) & HIGH_BITS;
            if (hits != 0) {
                return at + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
            }
        }
        for (; at < to; at++) {
            if (isSentinel(bytes.getByte(at))) {
                return at;
            }
        }
        return -1;
    }

    /// @param at where [#find] found one
    static int sender(ByteBuf bytes, int at) {
        return bytes.getByte(at) & SENDER_MASK;
    }

    /// A message that is published, if nothing but the end of its body can be taken for a sentinel.
    static byte[] checked(byte[] message) throws DriveException {
        int count = 0;
        for (byte one : message) {
            count += isSentinel(one) ? 1 : 0;
        }
        if (count != 1) {
            throw new DriveException("a message of this length cannot be counted; take a few bytes more or less");
        }
        return message;
    }

    private static boolean isSentinel(byte one) {
        return (one & FIRST) == FIRST;
    }
}
