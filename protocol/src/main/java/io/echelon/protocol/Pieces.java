package io.echelon.protocol;

import java.util.Arrays;

/// The words and options of one line as they lie in its bytes. Its arrays grow and are used again.
final class Pieces {
    private static final int FIRST_CAPACITY = 8;
    private static final byte[] NOTHING = {};

    /// Where each begins, where its value begins, where it ends.
    private static final int MARKS = 3;

    private byte[] bytes = NOTHING;
    private int[] marks = new int[MARKS * FIRST_CAPACITY];
    private long[] keys = new long[FIRST_CAPACITY];
    private int count;

    /// Whether all that is written without quotes is ASCII.
    private boolean isAscii;

    /// A bit for each key that is there; other keys may have the same.
    private long seenKeys;

    /// @param lineBytes what is added from now on lies there
    void lieIn(byte[] lineBytes) {
        bytes = lineBytes;
    }

    void clear() {
        isAscii = true;
        count = 0;
        seenKeys = 0;
    }

    int count() {
        return count;
    }

    /// Takes note that what is added, without quotes, may have characters that are not ASCII.
    void noteOthers() {
        isAscii = false;
    }

    void addWord(int from, int to) {
        add(from, from, to, PackedWord.NONE);
    }

    /// Adds an option, and returns whether its key may have been there before.
    ///
    /// @param key packed
    boolean addOption(int from, int valueFrom, int to, long key) {
        add(from, valueFrom, to, key);
        long bit = PackedWord.bit(key);
        boolean isSeen = (seenKeys & bit) != 0;
        seenKeys |= bit;
        return isSeen;
    }

    /// Which of them has that key, or -1.
    int find(Option option) {
        return (seenKeys & option.bit()) == 0 ? -1 : find(option.packed());
    }

    private int find(long key) {
        for (int i = 0; i < count; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        return -1;
    }

    /// Whether two options have the same key: in any case, but for the names of labels.
    boolean haveSameKey(int first, int second) {
        int length = keyTo(first) - keyFrom(first);
        if (length != keyTo(second) - keyFrom(second)) {
            return false;
        }
        int exactFrom = isLabel(first) ? Arguments.LABEL.length() : length;
        for (int i = 0; i < length; i++) {
            byte one = bytes[keyFrom(first) + i];
            byte other = bytes[keyFrom(second) + i];
            if (i < exactFrom ? Ascii.lower(one) != Ascii.lower(other) : one != other) {
                return false;
            }
        }
        return true;
    }

    boolean isRequired(int index) {
        return bytes[from(index)] == '!';
    }

    boolean isLabel(int index) {
        return Ascii.startsWithIgnoringCase(bytes, keyFrom(index), keyTo(index), Arguments.LABEL);
    }

    /// The key as it was written, without `!` and `=`.
    String key(int index) {
        return Ascii.text(bytes, keyFrom(index), keyTo(index));
    }

    /// The value, unquoted.
    String value(int index) {
        return isAscii && !isQuoted(index)
                ? Ascii.text(bytes, valueFrom(index), to(index))
                : Quoted.value(bytes, valueFrom(index), to(index));
    }

    boolean isQuoted(int index) {
        return Quoted.isQuoted(bytes, valueFrom(index), to(index));
    }

    /// How many bytes the value has as it is written.
    int valueBytes(int index) {
        return to(index) - valueFrom(index);
    }

    /// Whether the value is that word, written without quotes.
    boolean isWritten(int index, String word) {
        return valueBytes(index) == word.length() && Ascii.startsWith(bytes, valueFrom(index), to(index), word);
    }

    /// Whether the value begins with a `-`.
    boolean isNegative(int index) {
        return isQuoted(index) ? value(index).startsWith("-") : valueBytes(index) > 0 && bytes[valueFrom(index)] == '-';
    }

    /// The number that the digits of a value spell, or -1 when they do not.
    ///
    /// @param skipped characters in front of them
    /// @param mostDigits at most 18
    long digits(int index, int skipped, int mostDigits) {
        if (isQuoted(index)) {
            byte[] value = Ascii.bytes(value(index));
            return Ascii.digits(value, skipped, value.length, mostDigits);
        }
        return Ascii.digits(bytes, valueFrom(index) + skipped, to(index), mostDigits);
    }

    /// What the value means as a duration, as [DurationUnit#parse(String)] has it.
    long millis(int index) {
        return isQuoted(index)
                ? DurationUnit.parse(value(index))
                : DurationUnit.parse(bytes, valueFrom(index), to(index));
    }

    /// Those from `first` on, as they are to be kept.
    ///
    /// @param words how many of them are words
    Fields fields(int first, int words) {
        if (first == count) {
            return Fields.NONE;
        }
        int origin = from(first);
        int[] kept = Arrays.copyOfRange(marks, MARKS * first, MARKS * count);
        for (int i = 0; i < kept.length; i++) {
            kept[i] -= origin;
        }
        return new Fields(Arrays.copyOfRange(bytes, origin, to(count - 1)), kept, words);
    }

    private void add(int from, int valueFrom, int to, long key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            marks = Arrays.copyOf(marks, MARKS * 2 * count);
        }
        int next = MARKS * count;
        marks[next] = from;
        marks[next + 1] = valueFrom;
        marks[next + 2] = to;
        keys[count] = key;
        count++;
    }

    private int from(int index) {
        return marks[MARKS * index];
    }

    private int valueFrom(int index) {
        return marks[MARKS * index + 1];
    }

    private int to(int index) {
        return marks[MARKS * index + 2];
    }

    private int keyFrom(int index) {
        return from(index) + (isRequired(index) ? 1 : 0);
    }

    private int keyTo(int index) {
        return valueFrom(index) - 1;
    }
}
