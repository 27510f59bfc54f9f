package io.echelon.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How long something took, each time; reads as all of them in order, in milliseconds.
final class Timings {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Double> millis = new ArrayList<>();

    void add(long nanos) {
        millis.add(nanos / NANOS_PER_MILLI);
    }

    double leastMillis() {
        return Collections.min(millis);
    }

    double mostMillis() {
        return Collections.max(millis);
    }

    /// The one in the middle, or half-way between the two there.
    double medianMillis() {
        List<Double> sorted = millis.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Override
    public String toString() {
        return millis.stream()
                .map(one -> String.format(Locale.ROOT, "%.3f", one))
                .collect(Collectors.joining(","));
    }
}
