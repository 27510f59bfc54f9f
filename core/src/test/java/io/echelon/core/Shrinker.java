package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Leaves inputs out for as long as what is left still fails, first many at once, then one by one.
final class Shrinker {
    private Shrinker() {}

    static List<Input> shrink(List<Input> inputs, Predicate<List<Input>> fails) {
        List<Input> left = new ArrayList<>(inputs);
        for (int length = Math.max(1, left.size() / 2); length > 0; length /= 2) {
            for (int start = left.size() - length; start >= 0; start -= length) {
                List<Input> fewer = new ArrayList<>(left);
                fewer.subList(start, start + length).clear();
                if (fails.test(fewer)) {
                    left = fewer;
                }
            }
        }
        return left;
    }
}
