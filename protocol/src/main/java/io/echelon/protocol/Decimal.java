package io.echelon.protocol;

/// Numbers written as decimal digits, without strings.
final class Decimal {
    /// As any number of 64 bits fits into, sign included.
    static final int MOST_BYTES = 20;

    private static final byte[] LEAST = Ascii.bytes(Long.toString(Long.MIN_VALUE));
    private static final int HUNDRED = 100;

    /// The digits of 00 to 99, one number behind the other.
    private static final byte[] PAIRS = pairs();

    /// The least number of two digits, of three, and so on.
    private static final long[] LEAST_OF_MORE = leastOfMore();

    private Decimal() {}

    /// Writes the number from `at` on, where there is room, and returns where it ends.
    static int write(long number, byte[] bytes, int at) {
        if (number >= 0) {
            return writeDigits(number, bytes, at);
        }
        if (number == Long.MIN_VALUE) {
            System.arraycopy(LEAST, 0, bytes, at, LEAST.length);
            return at + LEAST.length; // Has no positive counterpart.
        }
        bytes[at] = '-';
        return writeDigits(-number, bytes, at + 1);
    }

    private static int writeDigits(long number, byte[] bytes, int from) {
        int to = from + digits(number);
        int at = to;
        long rest = number;
        while (rest >= HUNDRED) {
            long hundreds = rest / HUNDRED;
            int pair = 2 * (int) (rest - hundreds * HUNDRED);
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
            rest = hundreds;
        }
        if (rest >= 10) {
            bytes[--at] = PAIRS[2 * (int) rest + 1];
            bytes[--at] = PAIRS[2 * (int) rest];
        } else {
            bytes[--at] = (byte) ('0' + rest);
        }
        return to;
    }

    private static int digits(long number) {
        int digits = 1;
        while (digits <= LEAST_OF_MORE.length && number >= LEAST_OF_MORE[digits - 1]) {
            digits++;
        }
        return digits;
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[2 * HUNDRED];
        for (int number = 0; number < HUNDRED; number++) {
            pairs[2 * number] = (byte) ('0' + number / 10);
            pairs[2 * number + 1] = (byte) ('0' + number % 10);
        }
        return pairs;
    }

    private static long[] leastOfMore() {
        long[] least = new long[MOST_BYTES - 2];
        long power = 1;
        for (int i = 0; i < least.length; i++) {
            power *= 10;
            least[i] = power;
        }
        return least;
    }
}
