package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random inputs, many of them, against a model and invariants. Each run draws a seed, tells it, and
/// can be repeated with it.
class StateMachineModelTest {
    private static final int SHOWN_INPUTS = 30;
    /// With fewer inputs than this a rare rejection may be missing.
    private static final long ENOUGH_INPUTS = 200_000;

    private final long inputs = Long.getLong("echelon.inputs", 1_000_000);
    private final String givenSeed = System.getProperty("echelon.seed", "");
    private final long seed = givenSeed.isEmpty() ? new Random().nextLong() : Long.parseLong(givenSeed);
    private final Map<String, Integer> occurrences = new TreeMap<>();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void stateMachineAnswersAsTheModelDoes() {
        System.out.println("state machine against model: " + replayable());

        RandomRun run = new RandomRun(seed);
        try {
            run.run(inputs, this::count);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(explain(run.episode(), failure), failure);
        }

        System.out.println("state machine against model: " + occurrences);
        if (inputs >= ENOUGH_INPUTS) {
            assertThat(occurrences.keySet()).as(replayable()).containsAll(everyKind());
        }
    }

    private void count(List<Effect> effects) {
        for (Effect effect : effects) {
            Object kind = effect instanceof Effect.Rejected rejected ? rejected.rejection() : effect;
            occurrences.merge(kind.getClass().getSimpleName(), 1, Integer::sum);
        }
    }

    private static List<String> everyKind() {
        return Stream.of(Effect.class, Effect.Reply.class, Rejection.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .filter(type -> type != Effect.Reply.class && type != Effect.Rejected.class)
                .filter(type -> type != Effect.GroupShown.class) // Follows from no input.
                .map(Class::getSimpleName)
                .toList();
    }

    /// What failed, with the shortest transcript found that still does.
    private String explain(Episode episode, Throwable failure) {
        List<Input> shortest = Shrinker.shrink(episode.inputs, episode::failsWith);
        int before = Math.max(0, episode.inputs.size() - SHOWN_INPUTS);
        return replayable() + "\n" + failure + "\n\nthe last inputs:\n"
                + lines(episode.inputs.subList(before, episode.inputs.size()))
                + "\n\nas few inputs as still fail, for a transcript:\n"
                + "limits " + episode.setting().text() + "\n\n" + lines(shortest);
    }

    private static String lines(List<Input> inputs) {
        return inputs.stream().map(InputText::of).collect(Collectors.joining("\n"));
    }

    private String replayable() {
        return "seed=" + seed + " inputs=" + inputs + " (replay with ./test --seed " + seed + ")";
    }
}
