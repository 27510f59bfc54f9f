package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What really happened, told to the invariants, and then something else in place of honest effects.
final class TamperedHistory {
    private final StateMachine machine;
    private final Invariants invariants;

    TamperedHistory(Limits limits, List<String> lines) {
        this.machine = new StateMachine(limits, 0);
        this.invariants = new Invariants(limits, 0);
        lines.forEach(this::tell);
    }

    void tell(String line) {
        Input input = InputReader.read(line);
        invariants.check(input, effects(line));
    }

    /// Lets the invariants believe that something happened, with no effect.
    void pretend(String line) {
        invariants.check(InputReader.read(line), List.of());
    }

    /// Lets the invariants see something else in place of each effect of that type.
    <E extends Effect> void expect(String invariant, String line, Class<E> type, Function<E, List<Effect>> tamper) {
        expectAll(
                invariant,
                line,
                effects -> effects.stream()
                        .flatMap(effect -> type.isInstance(effect)
                                ? tamper.apply(type.cast(effect)).stream()
                                : List.of(effect).stream())
                        .toList());
    }

    void expectAll(String invariant, String line, Function<List<Effect>, List<Effect>> tamper) {
        List<Effect> tampered = tamper.apply(effects(line));
        assertThatThrownBy(() -> invariants.check(InputReader.read(line), tampered))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(invariant);
    }

    /// What follows from an input that the invariants do not see.
    List<Effect> effects(String line) {
        Effects effects = new Effects();
        machine.apply(InputReader.read(line), effects);
        List<Effect> list = new ArrayList<>();
        effects.forEach(list::add);
        return list;
    }
}
