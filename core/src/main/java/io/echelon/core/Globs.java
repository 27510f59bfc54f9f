package io.echelon.core;

import java.util.Arrays;
import java.util.List;

/// Which of some patterns a text is like.
///
/// The characters of all patterns are places, and the places that a text may have reached are bits. So each
/// character of a text is looked at once, whatever and however many the patterns are, and costs a few steps
/// for each word of bits.
final class Globs {
    private static final int ASCII = 128;
    /// Where a pattern without characters ends.
    private static final int NOWHERE = -1;

    /// The last place of each pattern, which has all its places in one word. Behind it is one that is never
    /// reached, if another pattern follows in that word.
    private final int[] lastPlaces;
    /// The first places of all, and of those that begin with [Glob#MANY].
    private final long[] firstPlaces;

    private final long[] lateFirstPlaces;
    /// The places that any characters may follow.
    private final long[] openPlaces;
    /// The characters of the patterns, ascending.
    private final int[] alphabet;
    /// The row of each character of ASCII.
    private final short[] rows = new short[ASCII];
    /// Where any other character may stand, and behind that, where each of the alphabet may.
    private final long[][] places;

    private final boolean mayBeginLate;
    private final long[] reached;

    /// @param globs those that more than one text is like
    Globs(List<Glob> globs) {
        lastPlaces = new int[globs.size()];
        int words = layOut(globs);
        firstPlaces = new long[words];
        lateFirstPlaces = new long[words];
        openPlaces = new long[words];
        reached = new long[words];
        alphabet = alphabet(globs);
        places = new long[alphabet.length + 1][words];
        for (int character = 0; character < ASCII; character++) {
            rows[character] = (short) searchRow(character);
        }
        for (int index = 0; index < lastPlaces.length; index++) {
            addPlaces(globs.get(index), lastPlaces[index]);
        }
        for (int row = 1; row < places.length; row++) {
            for (int word = 0; word < words; word++) {
                places[row][word] |= places[0][word];
            }
        }
        mayBeginLate = isAny(lateFirstPlaces);
    }

    /// @return the number of words
    private int layOut(List<Glob> globs) {
        int words = 0;
        int used = Long.SIZE;
        for (int index = 0; index < lastPlaces.length; index++) {
            int length = globs.get(index).length();
            if (length == 0) {
                lastPlaces[index] = NOWHERE;
                continue;
            }
            if (used + length > Long.SIZE) {
                words++;
                used = 0;
            }
            used += length;
            lastPlaces[index] = (words - 1) * Long.SIZE + used - 1;
            used++;
        }
        return words;
    }

    private static int[] alphabet(List<Glob> globs) {
        int total = 0;
        for (Glob glob : globs) {
            total += glob.length();
        }
        int[] all = new int[total];
        int count = 0;
        for (Glob glob : globs) {
            for (int character : glob.pattern()) {
                if (character != Glob.ONE && character != Glob.MANY) {
                    all[count++] = character;
                }
            }
        }
        Arrays.sort(all, 0, count);
        int distinct = 0;
        for (int index = 0; index < count; index++) {
            if (distinct == 0 || all[index] != all[distinct - 1]) {
                all[distinct++] = all[index];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    private void addPlaces(Glob glob, int lastPlace) {
        if (lastPlace == NOWHERE) {
            return;
        }
        int word = lastPlace / Long.SIZE;
        int before = lastPlace - glob.length();
        int place = before;
        firstPlaces[word] |= 1L << (place + 1);
        for (int character : glob.pattern()) {
            if (character != Glob.MANY) {
                place++;
                places[row(character)][word] |= 1L << place;
            } else if (place == before) {
                lateFirstPlaces[word] |= 1L << (place + 1);
            } else {
                openPlaces[word] |= 1L << place;
            }
        }
    }

    /// Looks at a text, for [#isLike]. Allocates nothing.
    void read(CharSequence text) {
        Arrays.fill(reached, 0);
        long[] starts = firstPlaces;
        int index = 0;
        while (index < text.length()) {
            int character = Character.codePointAt(text, index);
            step(reached, starts, places[row(character)], openPlaces);
            starts = lateFirstPlaces;
            if (!mayBeginLate && !isAny(reached)) {
                return;
            }
            index += Character.charCount(character);
        }
    }

    /// Whether the text is like the pattern at that index.
    boolean isLike(int index) {
        int place = lastPlaces[index];
        return place == NOWHERE || (reached[place / Long.SIZE] & (1L << place)) != 0;
    }

    /// Goes on by one character. A loop over nothing but arrays from their beginning: several words at a time.
    ///
    /// @param starts the places that are reached from before the text
    /// @param here the places at which this character may stand
    private static void step(long[] reached, long[] starts, long[] here, long[] open) {
        for (int word = 0; word < reached.length; word++) {
            long before = reached[word];
            reached[word] = (((before << 1) | starts[word]) & here[word]) | (before & open[word]);
        }
    }

    private static boolean isAny(long[] words) {
        long any = 0;
        for (long word : words) {
            any |= word;
        }
        return any != 0;
    }

    private int row(int character) {
        return character >= 0 && character < ASCII ? rows[character] : searchRow(character);
    }

    private int searchRow(int character) {
        return Math.max(0, Arrays.binarySearch(alphabet, character) + 1);
    }
}
