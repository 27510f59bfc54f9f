package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// Counts `PONG`, which answers everything before it too.
final class NatsAnswers implements Answers {
    @Override
    public int read(ByteBuf bytes) throws DriveException {
        int good = 0;
        for (int length = bytes.bytesBefore((byte) '\n'); length >= 0; length = bytes.bytesBefore((byte) '\n')) {
            String line =
                    bytes.readCharSequence(length + 1, US_ASCII).toString().strip();
            if (line.equals("PONG")) {
                good++;
            } else if (!line.startsWith("INFO ") && !line.equals("PING")) {
                throw new DriveException("the server says: " + line);
            }
        }
        return good;
    }
}
