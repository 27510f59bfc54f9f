package io.echelon.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a command is for, as its sender wrote it. What it comes to is decided when the command is
/// sequenced. Ids and ranks are explicit and may not aim upward, unless they only exclude; everything
/// else ranges over the members below the sender to begin with.
public sealed interface Target {
    /// A rank that no group can have is not worth looking for.
    int MAX_RANK = Limits.MAX_CAPACITY - 1;

    /// Parentheses within parentheses; more are misunderstood.
    int MAX_DEPTH = 32;

    /// Parts that `&`, `|`, `!` and parentheses combine; more are misunderstood.
    int MAX_ATOMS = 128;

    All ALL = new All();

    /// One of those of whom the expression holds: who has the fewest commands under way, then the most
    /// senior.
    record Any(Expression among) implements Target {}

    /// Holds of a member or does not, whoever else is meant.
    sealed interface Expression extends Target {}

    /// Goes by rank and number alone.
    sealed interface Place extends Expression {}

    /// Says who, and is held to it where it stands under an even number of `!`. Elsewhere it only
    /// excludes, whoever that is and whether or not it is there.
    sealed interface Named extends Place {}

    record All() implements Place {}

    /// The one right below the sender.
    record Next() implements Place {}

    /// The one with the lowest rank.
    record Last() implements Place {}

    /// Counted down from the sender: 1 is the one right below.
    record Offset(Range range) implements Place {}

    /// @param number of the member
    record Numbered(long number) implements Named {}

    /// @param ranges ascending by their first rank; they may overlap
    record Ranked(List<Range> ranges) implements Named {
        public Ranked {
            ranges = List.copyOf(ranges);
        }
    }

    /// Has a name, and one like that.
    record Called(Glob name) implements Expression {}

    /// Has the label.
    ///
    /// @param value what it is like; null where any will do
    record Labelled(String key, @Nullable Glob value) implements Expression {}

    record Not(Expression part) implements Expression {}

    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /// @param first smaller than or equal to last
    /// @param last inclusive; clipped to what is there
    record Range(int first, int last) {}

    /// Reads a target.
    ///
    /// @param text such as `all`, `m7`, `rank:4-9,12`, `+1..+3`, `name:web* & !label:os=linux`
    /// @return what it says, or what is wrong with it
    static Parsed parse(String text) {
        return new TargetParser(text).parse();
    }

    /// Writes all that [#load] needs.
    static void save(Target target, SnapshotOutput output) {
        SavedTarget.save(target, new SnapshotWriter(output));
    }

    /// A target as it was saved.
    ///
    /// @throws IllegalArgumentException if none was
    static Target load(SnapshotInput input) {
        return SavedTarget.load(new SnapshotReader(input));
    }

    /// Either a target or a complaint.
    sealed interface Parsed {}

    record Understood(Target target) implements Parsed {}

    /// @param problem for the sender to read; it names the character, counted from 1
    /// @param position of that character in the text, in code points from 0; that of its end if something
    ///     is missing there
    record Misunderstood(String problem, int position) implements Parsed {}
}
