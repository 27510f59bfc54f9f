package io.echelon.protocol;

/// What a duration is counted in, the longest unit first.
enum DurationUnit {
    DAY("d", 86_400_000),
    HOUR("h", 3_600_000),
    MINUTE("m", 60_000),
    SECOND("s", 1_000),
    MILLISECOND("ms", 1);

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

    /// The milliseconds of the unit with that sign, 0 if there is none.
    static long millis(String sign) {
        for (DurationUnit unit : ALL) {
            if (unit.sign.equals(sign)) {
                return unit.millis;
            }
        }
        return 0;
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
