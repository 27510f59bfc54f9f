package io.echelon.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/// A raw line: what one run has measured, as `scenario key=value key=value ...`.
///
/// @param line as it was written
record Figures(String scenario, Map<String, String> values, String line) {
    /// @throws IllegalArgumentException if it is no raw line, and says why
    static Figures parse(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].isEmpty() || words[0].contains("=")) {
            throw new IllegalArgumentException("a raw line begins with its scenario, not so: " + line);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 1; index < words.length; index++) {
            int equals = words[index].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not key=value: '" + words[index] + "' in: " + line);
            }
            String key = words[index].substring(0, equals);
            if (values.putIfAbsent(key, words[index].substring(equals + 1)) != null) {
                throw new IllegalArgumentException("there are two of " + key + " in: " + line);
            }
        }
        return new Figures(words[0], values, line);
    }

    /// @throws IllegalArgumentException if there is no such word
    String word(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + key + " in: " + line);
        }
        return value;
    }

    /// @throws IllegalArgumentException if there is no such number, finite and not negative
    double number(String key) {
        double number;
        try {
            number = Double.parseDouble(word(key));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(key + " is no number in: " + line, wrong);
        }
        if (!Double.isFinite(number) || number < 0) {
            throw new IllegalArgumentException(key + " cannot be right in: " + line);
        }
        return number;
    }
}
