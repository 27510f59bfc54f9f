package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A group as the [Model] has it: plain lists, gone through anew for every question.
final class ModelGroup {
    final int index;
    final String name;
    final List<ModelMember> members = new ArrayList<>();
    final List<ConnectionId> observers = new ArrayList<>();
    final List<ModelCommand> commands = new ArrayList<>();
    long lastMember;
    long revision;
    int closings;

    ModelGroup(int index, String name) {
        this.index = index;
        this.name = name;
    }

    boolean concerns(ConnectionId connection) {
        return observers.contains(connection)
                || members.stream().anyMatch(member -> member.connection.equals(connection));
    }

    /// How many are here that came earlier.
    int rankOf(ModelMember member) {
        return (int)
                members.stream().filter(other -> other.number < member.number).count();
    }

    Stream<ModelCommand> openCommands() {
        return commands.stream().filter(ModelCommand::isOpen);
    }

    /// How many commands this member has not answered for good.
    long busyness(ModelMember member) {
        return openCommands().filter(command -> command.awaits(member)).count();
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
