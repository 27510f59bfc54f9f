package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// What a duration is counted in, the longest unit first.
public enum DurationUnit {
    DAY("d", 86_400_000),
    HOUR("h", 3_600_000),
    MINUTE("m", 60_000),
    SECOND("s", 1_000),
    MILLISECOND("ms", 1);

    /// No duration that a client may ask for is longer.
    static final long LONGEST_MILLIS = 7 * 86_400_000L;

    private static final int MOST_DIGITS = 12;

    private final String sign;
    private final long millis;

    DurationUnit(String sign, long millis) {
        this.sign = sign;
        this.millis = millis;
    }

    String sign() {
        return sign;
    }

    long millis() {
        return millis;
    }

    /// The milliseconds that a duration such as `90s` means, or -1 if it is none: 1 to 12 digits and a unit.
    /// `Long.MAX_VALUE` when they do not fit.
    public static long parse(String duration) {
        byte[] bytes = Ascii.bytes(duration);
        return parse(bytes, 0, bytes.length);
    }

    /// The same of `bytes[from..to)`.
    static long parse(byte[] bytes, int from, int to) {
        int signFrom = from;
        while (signFrom < to && Ascii.isDigit(bytes[signFrom])) {
            signFrom++;
        }
        long count = Ascii.digits(bytes, from, signFrom, MOST_DIGITS);
        DurationUnit unit = of(bytes, signFrom, to);
        if (count < 0 || unit == null) {
            return -1;
        }
        long product = count * unit.millis;
        return Math.multiplyHigh(count, unit.millis) == 0 && product >= 0 ? product : Long.MAX_VALUE;
    }

    private static @Nullable DurationUnit of(byte[] bytes, int signFrom, int to) {
        if (to - signFrom == 2) {
            return bytes[signFrom] == 'm' && bytes[signFrom + 1] == 's' ? MILLISECOND : null;
        }
        if (to - signFrom != 1) {
            return null;
        }
        return switch (bytes[signFrom]) {
            case 's' -> SECOND;
            case 'm' -> MINUTE;
            case 'h' -> HOUR;
            case 'd' -> DAY;
            default -> null;
        };
    }

    /// A duration as it is written, in the longest unit that is exact.
    static String text(long millis) {
        DurationUnit unit = millis == 0 ? SECOND : of(millis);
        return millis / unit.millis + unit.sign;
    }

    /// The longest one of which a duration is a multiple.
    static DurationUnit of(long durationMillis) {
        if (durationMillis % 1_000 != 0) {
            return MILLISECOND;
        }
        long seconds = durationMillis / 1_000;
        if (seconds % 60 != 0) {
            return SECOND;
        }
        long minutes = seconds / 60;
        if (minutes % 60 != 0) {
            return MINUTE;
        }
        return minutes / 60 % 24 == 0 ? DAY : HOUR;
    }
}
