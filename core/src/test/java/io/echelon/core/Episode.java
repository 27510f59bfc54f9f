package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.Deliver;
import java.util.ArrayList;
import java.util.List;

/// A fresh state machine beside a fresh model, both told the same.
final class Episode {
    final Model model;
    /// What was told so far.
    final List<Input> inputs = new ArrayList<>();

    private final Setting setting;
    private final Machine machine;
    private final Invariants invariants;

    /// What an episode begins with.
    record Setting(Limits limits, long tokenBase, boolean hasUniqueNames) {
        String line() {
            return Transcript.limitsLine(limits, tokenBase) + (hasUniqueNames ? " unique-names=1" : "");
        }
    }

    /// What is checked: a [StateMachine], or one like it.
    interface Machine {
        /// @return the effects
        List<Effect> apply(Input input);

        long nextDeadlineMillis();
    }

    Episode(Setting setting) {
        this(setting, machine(setting));
    }

    /// @param machine fresh
    Episode(Setting setting, Machine machine) {
        this.setting = setting;
        this.model = new Model(setting.limits, setting.tokenBase, setting.hasUniqueNames);
        this.machine = machine;
        this.invariants = new Invariants(setting.limits);
    }

    Setting setting() {
        return setting;
    }

    private static Machine machine(Setting setting) {
        StateMachine machine = new StateMachine(setting.limits, setting.tokenBase, group -> setting.hasUniqueNames);
        return new Machine() {
            @Override
            public List<Effect> apply(Input input) {
                Effects effects = new Effects();
                machine.apply(input, effects);
                List<Effect> applied = new ArrayList<>();
                effects.forEach(applied::add);
                return applied;
            }

            @Override
            public long nextDeadlineMillis() {
                return machine.nextDeadlineMillis();
            }
        };
    }

    /// @return the effects
    /// @throws AssertionError if they are not as they should be
    List<Effect> apply(Input input) {
        inputs.add(input);
        List<Effect> applied = machine.apply(input);
        invariants.check(input, applied);
        List<String> expected = model.predict(input);
        List<String> actual = applied.stream().map(this::line).toList();
        if (!expected.equals(actual)) {
            throw new AssertionError("other effects than the model's (-) came (+) of " + InputText.of(input) + "\n"
                    + LineDifference.between(expected, actual));
        }
        long deadlineMillis = model.deadlines().min().orElse(StateMachine.NO_DEADLINE);
        if (machine.nextDeadlineMillis() != deadlineMillis) {
            assertThat(machine.nextDeadlineMillis()).as("the next deadline").isEqualTo(deadlineMillis);
        }
        return applied;
    }

    /// Whether the same happens to be wrong, or something else, with these inputs alone.
    boolean failsWith(List<Input> fewer) {
        Episode episode = new Episode(setting);
        try {
            fewer.forEach(episode::apply);
            return false;
        } catch (AssertionError | RuntimeException failure) {
            return true;
        }
    }

    /// Recipients as the members that are meant, so that it does not matter how ranges were cut.
    private String line(Effect effect) {
        return switch (effect) {
            case Deliver deliver ->
                EffectText.deliver(deliver, members(deliver.sender().group(), deliver.recipients()));
            case CancelAsked asked ->
                EffectText.cancel(asked, members(asked.command().group(), asked.recipients()));
            case Effect other -> EffectText.of(other);
        };
    }

    private String members(int group, Recipients recipients) {
        StringBuilder text = new StringBuilder();
        for (ModelMember member : model.groups.get(group).members) {
            if (recipients.includes(member.number)) {
                text.append(text.isEmpty() ? "m" : ",m").append(member.number);
            }
        }
        return text.toString();
    }
}
