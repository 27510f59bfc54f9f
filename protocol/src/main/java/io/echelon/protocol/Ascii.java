package io.echelon.protocol;

import java.nio.charset.StandardCharsets;

/// Comparing bytes with ASCII words without making strings.
final class Ascii {
    private static final boolean[] WORD_PARTS = wordParts();

    private Ascii() {}

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /// The characters in `bytes[from..to)`, all of them ASCII.
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1); // Which needs no look at them.
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLetter(int character) {
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    }

    /// What labels, keys and tags are made of.
    static boolean isWordPart(int character) {
        return isLetter(character) || isDigit(character) || character == '.' || character == '_' || character == '-';
    }

    /// Where the word parts end that `bytes[from..to)` begins with.
    static int wordEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= 0 && WORD_PARTS[bytes[end]]) {
            end++;
        }
        return end;
    }

    /// The number that the digits in `[from..to)` spell, or -1 when they do not.
    ///
    /// @param mostDigits at most 18
    static long digits(String word, int from, int to, int mostDigits) {
        if (to <= from || to - from > mostDigits) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(word.charAt(i))) {
                return -1;
            }
            number = 10 * number + word.charAt(i) - '0';
        }
        return number;
    }

    /// The number that the digits in `bytes[from..to)` spell, or -1 when they do not.
    ///
    /// @param mostDigits at most 18
    static long digits(byte[] bytes, int from, int to, int mostDigits) {
        if (to <= from || to - from > mostDigits) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    static int lower(int character) {
        return character >= 'A' && character <= 'Z' ? character | 0x20 : character;
    }

    /// @param lowerCase the word, in lower case
    static boolean startsWithIgnoringCase(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(bytes[from + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean equalsIgnoringCase(byte[] bytes, int from, int to, String lowerCase) {
        return to - from == lowerCase.length() && startsWithIgnoringCase(bytes, from, to, lowerCase);
    }

    static boolean startsWith(byte[] bytes, int from, int to, String word) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] wordParts() {
        boolean[] parts = new boolean[128];
        for (int character = 0; character < parts.length; character++) {
            parts[character] = isWordPart(character);
        }
        return parts;
    }
}
