package io.echelon.core;

import io.echelon.core.Target.Misunderstood;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Goes through the characters of one target. With the first complaint it goes to the end, where nothing
/// more is found; so who reads on after one does no harm.
final class TargetScanner {
    private static final int MAX_DIGITS = 18;
    private static final int END = -1;

    private final int[] characters;
    /// The pattern that is being read.
    private final int[] pattern;

    private int position;
    private @Nullable Misunderstood complaint;

    TargetScanner(String text) {
        this.characters = codePoints(text);
        this.pattern = new int[characters.length];
    }

    /// In code points, from 0.
    int position() {
        return position;
    }

    @Nullable
    Misunderstood complaint() {
        return complaint;
    }

    /// @param problem to be followed by where it is
    void complain(int where, String problem) {
        if (complaint == null) {
            complaint = new Misunderstood(problem + " at character " + (where + 1), where);
            position = characters.length;
        }
    }

    boolean isAtEnd() {
        return peek() == END;
    }

    void skipSpaces() {
        skip(character -> character == ' ');
    }

    /// @param expected in lower case; taken in any
    /// @return whether it came next; it is behind then
    boolean takes(String expected) {
        int end = position + expected.length();
        boolean isNext = end <= characters.length && lowerCase(position, end).equals(expected);
        position = isNext ? end : position;
        return isNext;
    }

    /// Up to a space or an operator, in lower case.
    String word() {
        int start = position;
        skip(character -> !isDelimiter(character));
        return lowerCase(start, position);
    }

    /// @return a negative value if there is none, or a very long one
    long number() {
        int start = position;
        skip(TargetScanner::isDigit);
        int length = position - start;
        return length == 0 || length > MAX_DIGITS ? -1 : Long.parseLong(new String(characters, start, length));
    }

    /// The name of a label, empty if there is none.
    String key() {
        int start = position;
        skip(TargetScanner::isOfKey);
        return new String(characters, start, position - start);
    }

    /// What a name or a value is like, up to a space or an operator; `*` and `?` are meant as such unless
    /// they are quoted.
    ///
    /// @return an empty one if there is none
    Glob glob() {
        int start = position;
        int length = 0;
        while (!isDelimiter(peek())) {
            if (peek() == '\'') {
                length = takeQuoted(length);
            } else {
                length = take(length);
            }
        }
        int[] whole = Arrays.copyOf(pattern, length);
        if (Glob.isTooLong(whole)) {
            complain(start, "expected no more than " + Glob.MAX_CHARACTERS + " characters besides * in a pattern");
            return Glob.EMPTY;
        }
        return new Glob(new String(characters, start, position - start), whole);
    }

    /// Adds what is quoted to a pattern of that length.
    ///
    /// @return its length then
    private int takeQuoted(int length) {
        int opened = position++;
        int count = length;
        while (peek() != END) {
            if (takes("'") && peek() != '\'') { // Two of them are one that is meant.
                return count;
            }
            pattern[count++] = characters[position++];
        }
        complain(opened, "expected a second ' for the one");
        return count;
    }

    /// Adds one character to a pattern of that length; of several `*` in a row one will do.
    private int take(int length) {
        int character = characters[position++];
        boolean isAgain = character == '*' && length > 0 && pattern[length - 1] == Glob.MANY;
        pattern[isAgain ? length - 1 : length] = meaning(character);
        return isAgain ? length : length + 1;
    }

    private static int meaning(int character) {
        return switch (character) {
            case '?' -> Glob.ONE;
            case '*' -> Glob.MANY;
            default -> character;
        };
    }

    private int peek() {
        return position < characters.length ? characters[position] : END;
    }

    private void skip(IntPredicate what) {
        while (position < characters.length && what.test(characters[position])) {
            position++;
        }
    }

    private static boolean isDelimiter(int character) {
        return character == END || " &|!()".indexOf(character) >= 0;
    }

    private static boolean isOfKey(int character) {
        int lower = lowerCase(character);
        boolean isLetter = lower >= 'a' && lower <= 'z';
        return isLetter || isDigit(character) || ".-_".indexOf(character) >= 0;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private String lowerCase(int start, int end) {
        StringBuilder word = new StringBuilder(end - start);
        for (int index = start; index < end; index++) {
            word.appendCodePoint(lowerCase(characters[index]));
        }
        return word.toString();
    }

    /// Of letters of ASCII; keywords have no others.
    private static int lowerCase(int character) {
        return character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
    }

    private static int[] codePoints(String text) {
        int[] codePoints = new int[text.codePointCount(0, text.length())];
        int index = 0;
        for (int count = 0; count < codePoints.length; count++) {
            codePoints[count] = text.codePointAt(index);
            index += Character.charCount(codePoints[count]);
        }
        return codePoints;
    }
}
