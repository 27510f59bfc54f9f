package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/// A message of protocol buffers, as it is written: fields one after another, zeros left out.
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int COUNTED = 2;
    private static final int FIXED_32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int GROUP_BITS = 7;
    private static final int MORE = 1 << GROUP_BITS;

    private final ByteBuf bytes = Unpooled.buffer();

    Protobuf put(int field, long number) {
        if (number != 0) {
            putVarint((field << TYPE_BITS) | VARINT);
            putVarint(number);
        }
        return this;
    }

    Protobuf put(int field, byte[] value) {
        putVarint((field << TYPE_BITS) | COUNTED);
        putVarint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    Protobuf put(int field, String text) {
        return put(field, text.getBytes(UTF_8));
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.writerIndex());
    }

    private void putVarint(long number) {
        long rest = number;
        for (; (rest & -MORE) != 0; rest >>>= GROUP_BITS) {
            bytes.writeByte((int) rest | MORE);
        }
        bytes.writeByte((int) rest);
    }

    /// The number that a message has in a field, or 0.
    ///
    /// @throws DriveException if it is no message
    static long number(byte[] message, int field) throws DriveException {
        ByteBuf in = Unpooled.wrappedBuffer(message);
        try {
            while (in.isReadable()) {
                long key = varint(in);
                int type = (int) key & ((1 << TYPE_BITS) - 1);
                long value = type == VARINT ? varint(in) : skip(in, type);
                if (key >>> TYPE_BITS == field && type == VARINT) {
                    return value;
                }
            }
            return 0;
        } catch (IndexOutOfBoundsException cut) {
            throw new DriveException("a message ends in the middle", cut);
        }
    }

    private static long skip(ByteBuf in, int type) throws DriveException {
        switch (type) {
            case FIXED_64 -> in.skipBytes(Long.BYTES);
            case FIXED_32 -> in.skipBytes(Integer.BYTES);
            case COUNTED -> in.skipBytes((int) varint(in));
            default -> throw new DriveException("a message has a field of type " + type);
        }
        return 0;
    }

    private static long varint(ByteBuf in) {
        long number = 0;
        for (int shift = 0; ; shift += GROUP_BITS) {
            byte one = in.readByte();
            number |= (long) (one & (MORE - 1)) << shift;
            if (one >= 0) {
                return number;
            }
        }
    }
}
