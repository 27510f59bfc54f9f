package io.echelon.core;

import org.jspecify.annotations.Nullable;

/// What a name, or the value of a label, is to be like: `*` stands for any characters and for none, `?`
/// for one, everything else for itself. Characters are code points.
public final class Glob {
    /// Characters of a pattern that has `*` or `?`, the `*` not counted. Without them it may be longer.
    public static final int MAX_CHARACTERS = Long.SIZE;

    /// What stands for `?` and `*` among code points.
    static final int ONE = -1;

    static final int MANY = -2;

    /// The text without characters, and no other, is like this.
    static final Glob EMPTY = new Glob("", new int[0]);

    private final String written;
    private final int[] pattern;
    private final @Nullable String literal;

    /// @param written as its sender wrote it
    /// @param pattern code points, [#ONE] and [#MANY], never two [#MANY] in a row; [#isTooLong] does not hold
    Glob(String written, int[] pattern) {
        this.written = written;
        this.pattern = pattern;
        this.literal = isLiteral(pattern) ? new String(pattern, 0, pattern.length) : null;
    }

    static boolean isTooLong(int[] pattern) {
        return countCharacters(pattern) > MAX_CHARACTERS && !isLiteral(pattern);
    }

    boolean isEmpty() {
        return pattern.length == 0;
    }

    /// The only text that is like this; null where there are several.
    @Nullable
    String literal() {
        return literal;
    }

    /// Code points, [#ONE] and [#MANY]. Not to be changed.
    int[] pattern() {
        return pattern;
    }

    /// How many characters it has, the `*` not counted.
    int length() {
        return countCharacters(pattern);
    }

    private static int countCharacters(int[] pattern) {
        int count = 0;
        for (int character : pattern) {
            count += character == MANY ? 0 : 1;
        }
        return count;
    }

    private static boolean isLiteral(int[] pattern) {
        for (int character : pattern) {
            if (character == ONE || character == MANY) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && written.equals(glob.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written;
    }
}
