package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effect.Deliver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A fresh state machine beside a fresh model, both told the same.
final class Episode {
    final Limits limits;
    final long tokenBase;
    final Model model;
    /// What was told so far.
    final List<Input> inputs = new ArrayList<>();

    private final StateMachine machine;
    private final Invariants invariants;

    Episode(Limits limits, long tokenBase) {
        this.limits = limits;
        this.tokenBase = tokenBase;
        this.model = new Model(limits, tokenBase);
        this.machine = new StateMachine(limits, tokenBase);
        this.invariants = new Invariants(limits);
    }

    /// @return the effects
    /// @throws AssertionError if they are not as they should be
    List<Effect> apply(Input input) {
        inputs.add(input);
        Effects effects = new Effects();
        machine.apply(input, effects);
        List<Effect> applied = new ArrayList<>();
        effects.forEach(applied::add);
        invariants.check(input, applied);
        List<String> expected = model.predict(input);
        List<String> actual = applied.stream().map(this::line).toList();
        if (!expected.equals(actual)) {
            throw new AssertionError("other effects than the model's (-) came (+) of " + InputText.of(input) + "\n"
                    + LineDifference.between(expected, actual));
        }
        assertThat(machine.nextDeadlineMillis()).as("the next deadline").isEqualTo(nextDeadlineMillis());
        return applied;
    }

    /// Whether the same happens to be wrong, or something else, with these inputs alone.
    boolean failsWith(List<Input> fewer) {
        Episode episode = new Episode(limits, tokenBase);
        try {
            fewer.forEach(episode::apply);
            return false;
        } catch (AssertionError | RuntimeException failure) {
            return true;
        }
    }

    private long nextDeadlineMillis() {
        return model.openCommands()
                .mapToLong(command -> command.deadlineMillis)
                .min()
                .orElse(StateMachine.NO_DEADLINE);
    }

    /// Recipients as the members that are meant, so that it does not matter how ranges were cut.
    private String line(Effect effect) {
        return effect instanceof Deliver deliver
                ? EffectText.deliver(deliver, members(deliver))
                : EffectText.of(effect);
    }

    private String members(Deliver deliver) {
        ModelGroup group = model.groups.get(deliver.sender().group());
        return LongStream.rangeClosed(1, group.lastMember)
                .filter(deliver.recipients()::includes)
                .filter(number -> group.members.stream().anyMatch(member -> member.number == number))
                .mapToObj(number -> "m" + number)
                .collect(Collectors.joining(","));
    }
}
