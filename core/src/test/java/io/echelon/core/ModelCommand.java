package io.echelon.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A command as the [Model] has it: one outcome for each target, for ever.
final class ModelCommand {
    final ModelGroup group;
    final long number;
    final ModelMember sender;
    /// In rank order.
    final Map<ModelMember, Outcome> outcomes = new LinkedHashMap<>();

    long openedMillis;
    long deadlineMillis;
    long closedMillis;
    /// Its position among the commands that closed, from 1; 0 while it is open.
    int closing;

    ModelCommand(ModelGroup group, long number, ModelMember sender) {
        this.group = group;
        this.number = number;
        this.sender = sender;
    }

    boolean isOpen() {
        return closing == 0;
    }

    boolean awaits(ModelMember member) {
        Outcome outcome = outcomes.get(member);
        return outcome == Outcome.SENT || outcome == Outcome.RUNNING;
    }

    long countReporting() {
        return outcomes.values().stream()
                .filter(outcome -> outcome != Outcome.DELIVERED)
                .count();
    }

    String line() {
        return group.prefix() + "c" + number;
    }

    String tallyLine() {
        StringBuilder line = new StringBuilder("total=" + outcomes.size());
        for (Outcome outcome : Outcome.values()) {
            long count =
                    outcomes.values().stream().filter(one -> one == outcome).count();
            if (count > 0) {
                line.append(" " + outcome.name().toLowerCase(Locale.ROOT) + "=" + count);
            }
        }
        return line.toString();
    }
}
