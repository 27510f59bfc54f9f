package io.echelon.protocol;

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
    private static final DurationUnit[] ALL = values();

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
        int unitFrom = 0;
        while (unitFrom < duration.length() && Ascii.isDigit(duration.charAt(unitFrom))) {
            unitFrom++;
        }
        if (unitFrom == 0 || unitFrom > MOST_DIGITS) {
            return -1;
        }
        for (DurationUnit unit : ALL) {
            if (duration.length() - unitFrom == unit.sign.length() && duration.endsWith(unit.sign)) {
                long count = Long.parseLong(duration, 0, unitFrom, 10);
                return count > Long.MAX_VALUE / unit.millis ? Long.MAX_VALUE : count * unit.millis;
            }
        }
        return -1;
    }

    /// A duration as it is written, in the longest unit that is exact.
    static String text(long millis) {
        DurationUnit unit = millis == 0 ? SECOND : of(millis);
        return millis / unit.millis + unit.sign;
    }

    /// The longest one of which a duration is a multiple.
    static DurationUnit of(long durationMillis) {
        int index = 0;
        while (durationMillis % ALL[index].millis != 0) {
            index++;
        }
        return ALL[index];
    }
}
