package io.echelon.bench;

import java.util.List;

/// One figure over all rounds.
///
/// @param values of the runs that did not fail, the least first
record Summary(List<Double> values, int failed) {
    static Summary of(List<Double> values, int failed) {
        return new Summary(values.stream().sorted().toList(), failed);
    }

    int runs() {
        return values.size() + failed;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /// The one in the middle, or half way between the two that are.
    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double least() {
        return values.getFirst();
    }

    double most() {
        return values.getLast();
    }
}
