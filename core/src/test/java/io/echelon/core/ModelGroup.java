package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A group as the [Model] has it: plain lists, gone through anew for every question.
final class ModelGroup {
    final int index;
    final String name;
    final List<ModelMember> members = new ArrayList<>();
    final List<ConnectionId> observers = new ArrayList<>();
    /// Who waits for a place, the first to be seated first.
    final List<Input.JoinRequested> line = new ArrayList<>();
    /// All that ever were.
    final List<ModelCommand> commands = new ArrayList<>();
    /// Those of them that are open, in their order.
    final List<ModelCommand> open = new ArrayList<>();
    /// Those of them that are closed and not forgotten, in the order in which they closed.
    final List<ModelCommand> closed = new ArrayList<>();
    long lastMember;
    long revision;

    ModelGroup(int index, String name) {
        this.index = index;
        this.name = name;
    }

    /// How many are here that came earlier.
    int rankOf(ModelMember member) {
        int rank = 0;
        for (ModelMember other : members) {
            rank += other.number < member.number ? 1 : 0;
        }
        return rank;
    }

    /// How many commands this member has been sent and not answered.
    long countOut(ModelMember member) {
        return open.stream().filter(command -> command.isOutTo(member)).count();
    }

    /// How many commands this member has not answered for good.
    long busyness(ModelMember member) {
        return open.stream().filter(command -> command.awaits(member)).count();
    }

    boolean hasName(@Nullable String wanted, @Nullable ModelMember except) {
        Stream<@Nullable String> names = Stream.concat(
                members.stream().filter(member -> member != except).map(member -> member.profile.name()),
                line.stream().map(waiter -> waiter.profile().name()));
        return wanted != null && names.anyMatch(wanted::equals);
    }

    ModelMember commander() {
        return members.stream()
                .filter(member -> rankOf(member) == 0)
                .findFirst()
                .orElseThrow();
    }

    String placeLine(ModelMember member) {
        return member.line() + " group=" + name + " rank=" + rankOf(member) + " of=" + members.size() + " rev="
                + revision + " token=" + member.token + " commander="
                + commander().line();
    }

    String viewLine() {
        return "g" + index + " group=" + name + " of=" + members.size() + " rev=" + revision;
    }

    String prefix() {
        return index == 0 ? "" : "g" + index + "/";
    }
}
