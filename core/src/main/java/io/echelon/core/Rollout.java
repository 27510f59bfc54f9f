package io.echelon.core;

import java.util.ArrayList;
import java.util.List;

/// In which waves a command goes out. A wave opens when all before it have ended; the last one
/// reaches everybody.
///
/// @param waves how many targets have been reached with each, the most senior first; none is all
///     at once
/// @param stop so many failed, refused or unknown outcomes cancel what still waits; 0 is never
public record Rollout(List<Wave> waves, int stop) {
    public static final Rollout AT_ONCE = new Rollout(List.of(), 0);

    /// @param amount 1 or more; with [#isPercent] up to 100
    /// @param isPercent whether it is a share of all targets, rounded up
    public record Wave(int amount, boolean isPercent) {
        /// How many of `total` targets have been reached when this wave is open.
        int reach(int total) {
            return isPercent
                    ? (int) Math.min(total, ((long) total * amount + PERCENT - 1) / PERCENT)
                    : Math.min(total, amount);
        }
    }

    private static final int PERCENT = 100;

    public Rollout {
        waves = List.copyOf(waves);
    }

    void save(SnapshotWriter writer) {
        writer.put(waves.size());
        for (Wave wave : waves) {
            writer.put(wave.amount);
            writer.put(wave.isPercent);
        }
        writer.put(stop);
    }

    static Rollout load(SnapshotReader reader) {
        List<Wave> waves = new ArrayList<>();
        for (int left = reader.nextInt(); left > 0; left--) {
            waves.add(new Wave(reader.nextInt(), reader.nextBoolean()));
        }
        return new Rollout(waves, reader.nextInt());
    }

    boolean isAtOnce() {
        return waves.isEmpty();
    }

    /// How many of `total` targets have been reached when a wave is open.
    ///
    /// @param wave counted from 0; the one behind the last of the list reaches all
    int reach(int wave, int total) {
        return wave < waves.size() ? waves.get(wave).reach(total) : total;
    }
}
