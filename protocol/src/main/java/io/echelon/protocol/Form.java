package io.echelon.protocol;

import java.util.EnumSet;
import java.util.Set;

/// What may stand behind a verb: the part of the grammar that is the same for all.
///
/// @param leastWords positionals that must be there
/// @param mostWords positionals that may be there
/// @param options those that are understood
/// @param takesLabels whether labels are understood as well
record Form(int leastWords, int mostWords, Text text, Set<Option> options, boolean takesLabels) {
    /// Whether the verb has a body.
    enum Text {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    static Form words(int least, int most) {
        return new Form(least, most, Text.NONE, EnumSet.noneOf(Option.class), false);
    }

    Form with(Text newText) {
        return new Form(leastWords, mostWords, newText, options, takesLabels);
    }

    Form options(Option first, Option... others) {
        return new Form(leastWords, mostWords, text, EnumSet.of(first, others), takesLabels);
    }

    Form labels() {
        return new Form(leastWords, mostWords, text, options, true);
    }

    /// @param key in any case
    boolean takes(String key) {
        return options.stream().anyMatch(option -> option.key().equalsIgnoreCase(key));
    }
}
