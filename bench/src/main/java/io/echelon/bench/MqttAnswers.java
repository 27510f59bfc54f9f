package io.echelon.bench;

import io.netty.buffer.ByteBuf;

/// Counts CONNACK and SUBACK.
final class MqttAnswers implements Answers {
    private static final int CONNACK = 0x20;
    private static final int SUBACK = 0x90;
    private static final int HEADER_BYTES = 2;

    @Override
    public int read(ByteBuf bytes) throws DriveException {
        int good = 0;
        while (bytes.readableBytes() >= HEADER_BYTES) {
            int start = bytes.readerIndex();
            int type = bytes.getUnsignedByte(start);
            int end = start + HEADER_BYTES + bytes.getUnsignedByte(start + 1); // These are never longer.
            if (type != CONNACK && type != SUBACK) {
                throw new DriveException("the server sends a packet of type " + (type >> 4));
            }
            if (end > bytes.writerIndex()) {
                return good;
            }
            int code = bytes.getUnsignedByte(end - 1);
            if (code != 0) {
                throw new DriveException("the server refuses with code " + code);
            }
            bytes.readerIndex(end);
            good++;
        }
        return good;
    }
}
