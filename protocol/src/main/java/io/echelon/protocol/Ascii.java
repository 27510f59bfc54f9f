package io.echelon.protocol;

import java.nio.charset.StandardCharsets;

/// Comparing bytes with ASCII words without making strings.
final class Ascii {
    private Ascii() {}

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
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
}
