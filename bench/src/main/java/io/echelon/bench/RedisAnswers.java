package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// Counts values of RESP2, and checks that each number is the one that it must be.
final class RedisAnswers implements Answers {
    private static final int EOL_BYTES = 2;

    private final int expectedNumber;

    /// @param expectedNumber what each `:n` that is no part of an array must say
    RedisAnswers(int expectedNumber) {
        this.expectedNumber = expectedNumber;
    }

    @Override
    public int read(ByteBuf bytes) throws DriveException {
        int good = 0;
        int start = bytes.readerIndex();
        while (bytes.isReadable() && readValue(bytes, expectedNumber)) {
            start = bytes.readerIndex();
            good++;
        }
        bytes.readerIndex(start);
        return good;
    }

    /// False if it has not come as a whole.
    private boolean readValue(ByteBuf bytes, int expected) throws DriveException {
        int end = bytes.bytesBefore((byte) '\n');
        if (end < 1) {
            return false;
        }
        String line = bytes.toString(bytes.readerIndex(), end - 1, US_ASCII);
        bytes.skipBytes(end + 1);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> true;
            case ':' -> isNumber(rest, expected);
            case '$' -> skip(bytes, Integer.parseInt(rest) + EOL_BYTES);
            case '*' -> readAll(bytes, Integer.parseInt(rest));
            default -> throw new DriveException("the server says: " + line);
        };
    }

    private boolean readAll(ByteBuf bytes, int values) throws DriveException {
        for (int i = 0; i < values; i++) {
            if (!readValue(bytes, Dialect.ANY_RECEIVERS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String digits, int expected) throws DriveException {
        if (expected != Dialect.ANY_RECEIVERS && Integer.parseInt(digits) != expected) {
            throw new DriveException("a message went to " + digits + " subscribers, and there are " + expected);
        }
        return true;
    }

    private static boolean skip(ByteBuf bytes, int count) {
        if (bytes.readableBytes() < count) {
            return false;
        }
        bytes.skipBytes(count);
        return true;
    }
}
