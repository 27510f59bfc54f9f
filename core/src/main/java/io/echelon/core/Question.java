package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that one expression asks of one text of each member: of its name, or of the value of a label. The text
/// is looked for once, and read once for all patterns. Members are asked one after the other.
final class Question {
    /// Null for names.
    private final @Nullable String label;
    /// Those that several texts are like.
    private final List<Glob> patterns = new ArrayList<>();

    private @Nullable Globs globs;
    /// Of the member that was asked last.
    private int lastRank = -1;

    private @Nullable String text;
    private boolean isRead;

    Question(@Nullable String label) {
        this.label = label;
    }

    /// Whether there is a text.
    Condition isThere() {
        return (rank, profile) -> text(rank, profile) != null;
    }

    /// Whether there is a text, and it is like that. Not to be asked for when a member was.
    Condition isLike(Glob glob) {
        String literal = glob.literal();
        if (literal != null) {
            return (rank, profile) -> literal.equals(text(rank, profile));
        }
        int index = patterns.size();
        patterns.add(glob);
        return (rank, profile) -> isLike(index, text(rank, profile));
    }

    private boolean isLike(int index, @Nullable String someText) {
        if (someText == null) {
            return false;
        }
        if (globs == null) {
            globs = new Globs(patterns);
        }
        if (!isRead) {
            globs.read(someText);
            isRead = true;
        }
        return globs.isLike(index);
    }

    private @Nullable String text(int rank, Profile profile) {
        if (rank != lastRank) {
            lastRank = rank;
            text = label == null ? profile.name() : profile.labels().get(label);
            isRead = false;
        }
        return text;
    }
}
