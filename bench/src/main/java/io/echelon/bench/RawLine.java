package io.echelon.bench;

import java.util.Locale;

/// The result of a run: a line of words and of pairs, filed as it is.
final class RawLine {
    private final StringBuilder line = new StringBuilder();

    RawLine(String scenario) {
        line.append(scenario);
    }

    RawLine put(String key, Object value) {
        line.append(' ').append(key).append('=').append(value);
        return this;
    }

    RawLine put(String key, long value) {
        return put(key, Long.toString(value));
    }

    /// With three digits behind the point, whatever the locale.
    RawLine put(String key, double value) {
        return put(key, String.format(Locale.ROOT, "%.3f", value));
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
