package io.echelon.protocol;

import java.util.ArrayList;
import java.util.List;

/// The waves of a command as they are written: `1,10%,100%`.
public final class Waves {
    private static final int MOST_WAVES = 16;
    private static final int MOST_DIGITS = 10;
    private static final int WHOLE_PERCENT = 100;

    /// What they look like, for complaints.
    public static final String FORM = "1 to " + MOST_WAVES + " of 10 or 10% with commas between them";

    private Waves() {}

    /// Empty if that is not what the text is.
    public static List<Request.Wave> parse(String text) {
        List<Request.Wave> waves = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            boolean isPercent = to > from && text.charAt(to - 1) == '%';
            long amount = Ascii.digits(text, from, isPercent ? to - 1 : to, MOST_DIGITS);
            if (amount < 1 || amount > (isPercent ? WHOLE_PERCENT : Integer.MAX_VALUE) || waves.size() == MOST_WAVES) {
                return List.of();
            }
            waves.add(new Request.Wave((int) amount, isPercent));
            from = to + 1;
        }
        return waves;
    }

    static String text(List<Request.Wave> waves) {
        StringBuilder text = new StringBuilder();
        for (Request.Wave wave : waves) {
            text.append(text.isEmpty() ? "" : ",").append(wave.amount()).append(wave.isPercent() ? "%" : "");
        }
        return text.toString();
    }
}
