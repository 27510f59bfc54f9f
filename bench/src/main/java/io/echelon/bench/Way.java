package io.echelon.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How two figures are compared, so that the target says what is wanted of Echelon.
enum Way {
    /// Of what there should be much: ours by theirs, at least so much.
    TIMES("%s× %s", "≥ "),
    /// Of what there should be little: ours by theirs, at most so much.
    SHARE("%s of %s", "≤ "),
    /// Of a time: theirs by ours, at least so much.
    FASTER("%s× as fast as %s", "≥ "),
    /// Of a time that has more to do: ours by theirs, less than so much.
    MULTIPLE("%s× %s", "< ");

    private final String form;
    private final String sign;

    Way(String form, String sign) {
        this.form = form;
        this.sign = sign;
    }

    double ratio(double ours, double theirs) {
        return this == FASTER ? theirs / ours : ours / theirs;
    }

    boolean isMet(double ratio, double bound) {
        return switch (this) {
            case TIMES, FASTER -> ratio >= bound;
            case SHARE -> ratio <= bound;
            case MULTIPLE -> ratio < bound;
        };
    }

    /// The ratio in words. It is rounded against Echelon, so that it never looks better than it is.
    String say(double ratio, String peer) {
        RoundingMode rounding = this == TIMES || this == FASTER ? RoundingMode.FLOOR : RoundingMode.CEILING;
        String rounded = Double.isFinite(ratio)
                ? BigDecimal.valueOf(ratio).setScale(2, rounding).toPlainString()
                : Double.toString(ratio);
        return form.formatted(rounded, peer);
    }

    String sayBound(double bound) {
        return sign + Numbers.show(bound);
    }
}
