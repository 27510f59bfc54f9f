package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// One of the executors of a run, which answers each command with DONE at once. Reads byte by byte, and keeps no more
/// than where it is.
final class Executor implements Ear {
    private static final byte[] COMMAND = "*COMMAND ".getBytes(US_ASCII);

    /// What comes next.
    private enum Part {
        BEGINNING,
        NUMBER,
        BODY,
        REST_OF_LINE
    }

    private Part next = Part.BEGINNING;
    private int matched;
    private long number;

    @Override
    public void hear(Link link, ByteBuf bytes) throws DriveException {
        ByteBuf answers = null;
        while (bytes.isReadable()) {
            switch (next) {
                case BEGINNING -> readBeginning(bytes.readByte());
                case NUMBER -> readNumber(bytes.readByte());
                case BODY -> answers = readBody(bytes, answers);
                case REST_OF_LINE -> skipRest(bytes);
            }
        }
        if (answers != null) {
            link.say(answers);
        }
    }

    private void readBeginning(byte one) throws DriveException {
        if (matched == 0 && one == '\n') {
            return; // The end of a body.
        }
        if (matched == 0 && one == '+') {
            next = Part.REST_OF_LINE;
        } else if (one != COMMAND[matched]) {
            throw new DriveException("an executor hears what is neither *COMMAND nor +OK");
        } else if (matched + 1 < COMMAND.length) {
            matched++;
        } else {
            matched = 0;
            number = 0;
            next = Part.NUMBER;
        }
    }

    private void readNumber(byte one) {
        if (one >= '0' && one <= '9') {
            number = number * 10 + one - '0';
        } else {
            next = Part.BODY;
        }
    }

    private @Nullable ByteBuf readBody(ByteBuf bytes, @Nullable ByteBuf answers) {
        int end = Sentinel.find(bytes, bytes.readerIndex(), bytes.writerIndex());
        if (end < 0) {
            bytes.readerIndex(bytes.writerIndex());
            return answers;
        }
        bytes.readerIndex(end + 1);
        next = Part.BEGINNING;
        ByteBuf all = answers == null ? PooledByteBufAllocator.DEFAULT.directBuffer() : answers;
        ByteBufUtil.writeAscii(all, "DONE " + number + "\n");
        return all;
    }

    private void skipRest(ByteBuf bytes) {
        int length = bytes.bytesBefore((byte) '\n');
        if (length >= 0) {
            next = Part.BEGINNING;
        }
        bytes.skipBytes(length < 0 ? bytes.readableBytes() : length + 1);
    }
}
