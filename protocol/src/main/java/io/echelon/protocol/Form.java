package io.echelon.protocol;

import java.util.List;

/// What may stand behind a verb: the part of the grammar that is the same for all.
///
/// @param leastWords positionals that must be there
/// @param mostWords positionals that may be there
/// @param keys the options that are understood, in lower case; `label.` stands for all labels
record Form(int leastWords, int mostWords, Text text, List<String> keys) {
    /// Whether the verb has a body.
    enum Text {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    static Form words(int least, int most) {
        return new Form(least, most, Text.NONE, List.of());
    }

    Form with(Text newText) {
        return new Form(leastWords, mostWords, newText, keys);
    }

    Form keys(String... newKeys) {
        return new Form(leastWords, mostWords, text, List.of(newKeys));
    }
}
