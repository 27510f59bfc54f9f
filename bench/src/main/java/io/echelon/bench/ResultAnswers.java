package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// Counts the commands that close, and checks that each had a result of every executor, all of them done. Results are
/// not parsed: there may be thousands for each command.
final class ResultAnswers implements Answers {
    private final int executors;
    private long accepted;
    private long results;
    private long closed;

    ResultAnswers(int executors) {
        this.executors = executors;
    }

    @Override
    public int read(ByteBuf bytes) throws DriveException {
        long closedBefore = closed;
        for (int length = bytes.bytesBefore((byte) '\n'); length >= 0; length = bytes.bytesBefore((byte) '\n')) {
            if (isResult(bytes, length)) {
                results++;
            } else {
                readLine(bytes.toString(bytes.readerIndex(), length, US_ASCII));
            }
            bytes.skipBytes(length + 1);
        }
        return (int) (closed - closedBefore);
    }

    private static boolean isResult(ByteBuf bytes, int length) {
        int start = bytes.readerIndex();
        return length > 1 && bytes.getByte(start) == '*' && bytes.getByte(start + 1) == 'R';
    }

    private void readLine(String line) throws DriveException {
        if (line.startsWith("+OK id=") && line.contains(" n=" + executors + " ")) {
            accepted++;
        } else if (line.startsWith("*CLOSED ") && line.contains(" done=" + executors + " ")) {
            closed++;
            if (closed > accepted || results != closed * executors) {
                throw new DriveException(
                        results + " results came for " + closed + " commands with " + executors + " executors");
            }
        } else {
            throw new DriveException("a sender hears: " + line);
        }
    }
}
