package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// One line of a client: its first word is a verb, or it is nothing but a text.
final class RequestLine extends Line {
    /// Room for words and options beside the labels.
    private static final int MOST_OTHER_ARGUMENTS = 32;

    private @Nullable Verb verb;
    private int verbFrom;
    private int verbTo;
    private boolean isBareText;

    RequestLine(ProtocolLimits limits) {
        super(limits.maxLabels() + MOST_OTHER_ARGUMENTS);
    }

    /// Reads the line in `bytes[from..to)`, which is not blank, its EOL left out.
    /// The array is looked at until the next line is read.
    void read(byte[] bytes, int from, int to) {
        begin(bytes, from, to);
        verbFrom = firstFrom();
        isBareText = verbFrom < to && bytes[verbFrom] == ':';
        if (isBareText) {
            identify(Verb.SEND);
            cutText(verbFrom);
            return; // Short for SEND all, with nothing to read in front of the text.
        }
        verbTo = cutFirst(verbFrom);
        identify(Verb.find(bytes, verbFrom, verbTo));
        cutArguments(cutTag(verbTo));
    }

    private void identify(@Nullable Verb newVerb) {
        if (verb != newVerb) {
            verb = newVerb;
        }
    }

    /// The verb, or null if there is none with that name.
    @Nullable
    Verb verb() {
        return verb;
    }

    /// What may be written with this verb.
    String usage() {
        return verb == null ? "" : verb.usage();
    }

    /// What stands where the verb belongs.
    String firstWord() {
        return text(verbFrom, verbTo);
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
