package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One line of a client: its first word is a verb, or it is nothing but a text.
final class RequestLine extends Line {
    /// Room for words and options beside the labels.
    private static final int MOST_OTHER_ARGUMENTS = 32;

    private final @Nullable Verb verb;
    private final String unknownVerb;
    private final boolean isBareText;

    /// Reads the line in `bytes[from..to)`, which is not blank, its EOL left out.
    /// The array is used later on as well, unless [#detach] was called.
    RequestLine(byte[] bytes, int from, int to, ProtocolLimits limits) {
        super(bytes, from, to, limits.maxLabels() + MOST_OTHER_ARGUMENTS);
        int verbFrom = firstFrom();
        isBareText = verbFrom < to && bytes[verbFrom] == ':';
        if (isBareText) {
            verb = Verb.SEND;
            unknownVerb = "";
            cutText(verbFrom);
            return; // Short for SEND all, with nothing to read in front of the text.
        }
        int verbTo = cutFirst(verbFrom);
        verb = Verb.find(bytes, verbFrom, verbTo);
        unknownVerb = verb == null && failure() == null
                ? new String(bytes, verbFrom, verbTo - verbFrom, StandardCharsets.UTF_8)
                : "";
        cutArguments(cutTag(verbTo));
    }

    /// The verb, or null if there is none with that name.
    @Nullable
    Verb verb() {
        return verb;
    }

    String unknownVerb() {
        return unknownVerb;
    }

    @Override
    boolean hasSecrets() {
        return verb != null && verb.hasSecrets();
    }

    /// Whether it is a `:text` without a verb.
    boolean isBareText() {
        return isBareText;
    }
}
