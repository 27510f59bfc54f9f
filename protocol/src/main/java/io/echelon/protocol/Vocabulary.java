package io.echelon.protocol;

import java.util.Arrays;

/// Words of letters that are known, each with its place in the list that they are from.
final class Vocabulary {
    static final int UNKNOWN = -1;

    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;

    private final long[] words = new long[1 << BITS];
    private final byte[] places = new byte[1 << BITS];

    /// @param names fewer than 64, of one to eight letters each
    Vocabulary(Enum<?>... names) {
        Arrays.fill(places, (byte) UNKNOWN);
        for (int place = 0; place < names.length; place++) {
            long word = PackedWord.of(names[place].name());
            int slot = slot(word);
            words[slot] = word;
            places[slot] = (byte) place;
        }
    }

    /// Where in the list it stands, in any case, or [#UNKNOWN].
    int find(long packedWord) {
        return places[slot(packedWord)];
    }

    /// The slot that the word has, or would have: an empty one.
    private int slot(long word) {
        int slot = PackedWord.scattered(word, BITS);
        while (words[slot] != word && words[slot] != PackedWord.NONE) {
            slot = (slot + 1) & MASK;
        }
        return slot;
    }
}
