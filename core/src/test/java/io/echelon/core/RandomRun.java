package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Episodes of random inputs, one after the other.
final class RandomRun {
    private static final int EPISODE_INPUTS = 1_000;
    /// At most; with 0 never.
    private static final int RESTORE_EVERY = 64;
    /// Later than every limit and every jump of an episode.
    private static final long END_MILLIS = 1L << 40;

    private final Random seeds;
    private Episode episode = new Episode(Setting.read(List.of()), 0);
    private long count;

    RandomRun(long seed) {
        this.seeds = new Random(seed);
    }

    /// The last one.
    Episode episode() {
        return episode;
    }

    /// How many inputs there were.
    long count() {
        return count;
    }

    /// @param heed is handed the effects of each input
    /// @throws AssertionError or some exception at the first input that is not answered as it should be
    void run(long inputs, Consumer<List<Effect>> heed) {
        for (long left = inputs; left > 0; left -= EPISODE_INPUTS) {
            Random random = new Random(seeds.nextLong());
            Setting setting = new Setting(
                    RandomInputs.limits(random), random.nextInt(3) * 1_000_000L, RandomInputs.uniqueNames(random));
            episode = new Episode(setting, random.nextInt(RESTORE_EVERY));
            RandomInputs source = new RandomInputs(random, episode.model);
            for (long number = Math.min(left, EPISODE_INPUTS); number > 0; number--) {
                count++;
                heed.accept(episode.apply(source.next()));
            }
            heed.accept(episode.apply(new Input.TimeAdvanced(END_MILLIS)));
            assertThat(episode.model.openCommands()).as("open at the end").isEmpty();
        }
    }
}
