package io.echelon.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a name, or the value of a label, is to be like: `*` stands for any characters and for none, `?`
/// for one, everything else for itself. Characters are code points.
///
/// The places of the pattern that a text may have reached are the bits of one word, so each character of
/// the text is looked at once, whatever the pattern.
public final class Glob {
    /// Characters of a pattern that has `*` or `?`, the `*` not counted. Without them it may be longer.
    public static final int MAX_CHARACTERS = Long.SIZE;

    /// What stands for `?` and `*` among code points.
    static final int ONE = -1;

    static final int MANY = -2;

    private static final int[] NOTHING = new int[0];

    /// The text without characters, and no other, is like this.
    static final Glob EMPTY = new Glob("", NOTHING);

    private final String written;
    /// The only text that is like this, where there is but one.
    private final @Nullable String literal;
    private final boolean beginsWithMany;
    /// The pattern, ascending.
    private final int[] alphabet;
    /// The places of each character of it.
    private final long[] places;
    /// The places at which any character may stand.
    private final long freePlaces;
    /// The places that any characters may follow.
    private final long openPlaces;
    /// The last place, 0 where there is none.
    private final long lastPlace;

    /// @param written as its sender wrote it
    /// @param pattern code points, [#ONE] and [#MANY], never two [#MANY] in a row; [#isTooLong] does not hold
    Glob(String written, int[] pattern) {
        boolean isLiteral = isLiteral(pattern);
        int[] searched = isLiteral ? NOTHING : pattern;
        this.written = written;
        this.literal = isLiteral ? new String(pattern, 0, pattern.length) : null;
        this.beginsWithMany = !isLiteral && pattern[0] == MANY;
        this.alphabet = searched.clone();
        Arrays.sort(alphabet);
        this.places = new long[alphabet.length];
        Arrays.setAll(places, index -> places(searched, alphabet[index]));
        this.freePlaces = places(searched, ONE);
        this.openPlaces = places(searched, MANY);
        this.lastPlace = place(countCharacters(searched));
    }

    static boolean isTooLong(int[] pattern) {
        return countCharacters(pattern) > MAX_CHARACTERS && !isLiteral(pattern);
    }

    boolean isEmpty() {
        return literal != null && literal.isEmpty();
    }

    /// Allocates nothing.
    boolean matches(CharSequence text) {
        if (literal != null) {
            return literal.contentEquals(text);
        }
        long reached = 0;
        boolean isAtStart = true;
        int index = 0;
        while (index < text.length()) {
            int character = Character.codePointAt(text, index);
            long next = (reached << 1) | (isAtStart ? 1 : 0);
            reached = (next & places(character)) | (reached & openPlaces);
            isAtStart &= beginsWithMany;
            if (reached == 0 && !isAtStart) {
                return false;
            }
            index += Character.charCount(character);
        }
        return lastPlace == 0 ? isAtStart : (reached & lastPlace) != 0;
    }

    private long places(int character) {
        int index = Arrays.binarySearch(alphabet, character);
        return index < 0 ? freePlaces : freePlaces | places[index];
    }

    /// Where `wanted` stands in a pattern; of [#MANY] the places before it.
    private static long places(int[] pattern, int wanted) {
        long found = 0;
        int count = 0;
        for (int character : pattern) {
            count += character == MANY ? 0 : 1;
            found |= character == wanted ? place(count) : 0;
        }
        return found;
    }

    /// The place at which the characters of a pattern are that many.
    private static long place(int count) {
        return count == 0 ? 0 : 1L << (count - 1);
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
