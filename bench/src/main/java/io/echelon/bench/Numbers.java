package io.echelon.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// How numbers read: as many digits as say something, thousands apart.
final class Numbers {
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);
    private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private Numbers() {}

    /// As in `612,300`, `412.5`, `0.3512`: four digits at most, and no zeros behind the point.
    static String show(double number) {
        return new DecimalFormat("#,##0.#########", ENGLISH).format(new BigDecimal(number).round(DIGITS));
    }

    /// As in `10,000`.
    static String count(long number) {
        return new DecimalFormat("#,##0", ENGLISH).format(number);
    }
}
