package io.echelon.core;

import io.echelon.core.Target.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Draws targets that one member or observer may have, from simple ones to whole expressions.
final class RandomTargets {
    private static final int MAX_DEPTH = 3;
    private static final String[] NAMES = {"n1", "n?", "*", "*1", "n*", "?", "n[2]", "'n3'", "'n*'", "*n*4*", "N1"};
    private static final String[] LABELS = {
        "os", "os=linux", "os=*", "os=", "os=?*", "os=l*x", "arch", "arch=arm64", "arch=*6?", "Arch", "os=bsd"
    };

    private final Random random;
    private final @Nullable ModelGroup group;
    private final int size;

    /// @param group of who asks, if it is in one
    RandomTargets(Random random, @Nullable ModelGroup group) {
        this.random = random;
        this.group = group;
        this.size = group == null ? 4 : group.members.size();
    }

    Target next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> Target.ALL;
            case 4, 5, 6 -> new Target.Any(Target.ALL);
            case 7, 8, 9, 10, 11, 12 -> place();
            case 13 -> parse("any & " + part(0));
            case 14 -> parse(part(0) + " & any");
            default -> parse(expression(0));
        };
    }

    private String expression(int depth) {
        String operator = random.nextBoolean() ? " & " : "|";
        return switch (random.nextInt(4)) {
            case 0 -> part(depth);
            case 1 -> part(depth) + operator + part(depth) + operator + part(depth);
            default -> part(depth) + operator + part(depth);
        };
    }

    private String part(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 12 : 9)) {
            case 0, 1, 2 -> "name:" + NAMES[random.nextInt(NAMES.length)];
            case 3, 4, 5 -> "label:" + LABELS[random.nextInt(LABELS.length)];
            case 6 -> random.nextInt(3) == 0 ? TargetText.of(place()) : "all";
            case 7 -> "!" + TargetText.of(place());
            case 8 -> "!name:" + NAMES[random.nextInt(NAMES.length)];
            case 9 -> "!(" + expression(depth + 1) + ")";
            default -> "(" + expression(depth + 1) + ")";
        };
    }

    private Target place() {
        return switch (random.nextInt(7)) {
            case 0 -> new Target.Next();
            case 1 -> new Target.Last();
            case 2, 3 -> numbered();
            case 4, 5 -> ranked();
            default -> offset();
        };
    }

    private Target numbered() {
        if (group == null || size == 0 || random.nextInt(8) == 0) {
            return new Target.Numbered(random.nextInt(200));
        }
        return new Target.Numbered(group.members.get(random.nextInt(size)).number);
    }

    private Target ranked() {
        List<Range> ranges = new ArrayList<>();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            int first = random.nextInt(10) == 0 ? size : size / 2 + random.nextInt(size / 2 + 1);
            int last = first + (random.nextBoolean() ? 0 : random.nextInt(4));
            ranges.add(new Range(random.nextInt(4) == 0 ? random.nextInt(first + 1) : first, last));
        }
        ranges.sort(Comparator.comparingInt(Range::first));
        return new Target.Ranked(ranges);
    }

    private Target offset() {
        int first = random.nextInt(1, 2 + size / 2);
        return new Target.Offset(new Range(first, first + random.nextInt(4)));
    }

    private static Target parse(String text) {
        return ((Target.Understood) Target.parse(text)).target();
    }
}
