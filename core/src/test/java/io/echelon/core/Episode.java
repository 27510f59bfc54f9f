package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberLeft;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A fresh state machine beside a fresh model, both told the same.
final class Episode {
    final Model model;
    /// What was told so far.
    final List<Input> inputs = new ArrayList<>();

    private final Setting setting;
    private final int restoreEvery;
    private final Invariants invariants;
    /// Restored again and again.
    private StateMachine machine;
    /// Told the same, and never restored.
    private final StateMachine steady;

    /// Who was there before an input or behind it, but for those who have left by now.
    private final Set<ModelMember> concerned = new LinkedHashSet<>();

    /// @param restoreEvery after so many inputs a snapshot of the machine takes its place; 0 is never
    Episode(Setting setting, int restoreEvery) {
        this.setting = setting;
        this.restoreEvery = restoreEvery;
        this.model = new Model(setting);
        this.machine = setting.machine();
        this.steady = setting.machine();
        this.invariants = new Invariants(setting.limits(), setting.tokenBase());
    }

    Setting setting() {
        return setting;
    }

    /// @return the effects
    /// @throws AssertionError if they are not as they should be
    List<Effect> apply(Input input) {
        inputs.add(input);
        List<Effect> applied = apply(machine, input);
        invariants.check(input, applied);
        concerned.clear();
        model.members().forEach(concerned::add);
        List<String> expected = model.predict(input);
        model.members().forEach(concerned::add);
        List<String> actual = applied.stream().map(this::line).toList();
        if (!expected.equals(actual)) {
            throw new AssertionError("other effects than the model's (-) came (+) of " + InputText.of(input) + "\n"
                    + LineDifference.between(expected, actual));
        }
        long deadlineMillis = model.deadlines().min().orElse(StateMachine.NO_DEADLINE);
        if (machine.nextDeadlineMillis() != deadlineMillis) {
            assertThat(machine.nextDeadlineMillis()).as("the next deadline").isEqualTo(deadlineMillis);
        }
        if (restoreEvery > 0) {
            apply(steady, input);
            if (inputs.size() % restoreEvery == 0) {
                restore();
            }
        }
        return applied;
    }

    private static List<Effect> apply(StateMachine machine, Input input) {
        Effects effects = new Effects();
        machine.apply(input, effects);
        List<Effect> applied = new ArrayList<>();
        effects.forEach(applied::add);
        return applied;
    }

    /// Lets the machine go on where its snapshot says that it was.
    private void restore() {
        Snapshot snapshot = Snapshot.of(machine);
        machine = snapshot.load();
        snapshot.requireSame(Snapshot.of(machine), "a restored state is written as it was read");
        Snapshot.of(steady).requireSame(snapshot, "who was restored is as who never was");
        if (machine.hash() != steady.hash()) {
            throw new AssertionError("who was restored has another hash than who never was");
        }
        Effects shown = new Effects();
        machine.show(shown);
        List<String> lines = new ArrayList<>();
        shown.forEach(effect -> lines.add(EffectText.of(effect)));
        if (!lines.equals(model.show())) {
            throw new AssertionError("groups are shown as they are\n" + LineDifference.between(model.show(), lines));
        }
    }

    /// Whether the same happens to be wrong, or something else, with these inputs alone.
    boolean failsWith(List<Input> fewer) {
        Episode episode = new Episode(setting, Math.min(restoreEvery, 1));
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
            case MemberLeft left -> {
                concerned.removeIf(member -> left.member().equals(new MemberId(member.group.index, member.number)));
                yield EffectText.of(left);
            }
            case Deliver deliver ->
                EffectText.deliver(deliver, members(deliver.sender().group(), deliver.recipients()));
            case CancelAsked asked ->
                EffectText.cancel(asked, members(asked.command().group(), asked.recipients()));
            case Effect other -> EffectText.of(other);
        };
    }

    private String members(int group, Recipients recipients) {
        StringBuilder text = new StringBuilder();
        for (ModelMember member : concerned) {
            if (member.group.index == group && recipients.includes(member.number)) {
                text.append(text.isEmpty() ? "m" : ",m").append(member.number);
            }
        }
        return text.toString();
    }
}
