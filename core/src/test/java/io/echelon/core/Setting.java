package io.echelon.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a state machine begins with, or is to go on with, in the words of a transcript:
/// `capacity=2 closed-for=1h token-base=1000 unique-names=main,backup`. What is not said is as by default.
record Setting(Limits limits, long tokenBase, Set<String> uniqueNames) {
    /// @throws IllegalArgumentException if there is no limit of such a name
    static Setting read(List<String> words) {
        Map<String, Long> numbers = new HashMap<>();
        Set<String> uniqueNames = new TreeSet<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (parts[0].equals("unique-names")) {
                uniqueNames.addAll(List.of(parts[1].split(",", -1)));
            } else {
                numbers.put(parts[0], InputReader.millis(parts[1]));
            }
        }
        Long tokenBase = numbers.remove("token-base");
        Setting setting = new Setting(limits(numbers), tokenBase == null ? 0 : tokenBase, uniqueNames);
        if (!numbers.isEmpty()) {
            throw new IllegalArgumentException("no such limits: " + numbers.keySet());
        }
        return setting;
    }

    private static Limits limits(Map<String, Long> numbers) {
        Limits standard = Limits.DEFAULTS;
        return new Limits(
                (int) take(numbers, "capacity", standard.capacity()),
                (int) take(numbers, "groups", standard.maxGroups()),
                (int) take(numbers, "open-commands", standard.maxOpenCommands()),
                (int) take(numbers, "open-outcomes", standard.maxOpenOutcomes()),
                (int) take(numbers, "closed-commands", standard.maxClosedCommands()),
                take(numbers, "closed-for", standard.closedMillis()),
                (int) take(numbers, "waiting", standard.maxWaiting()),
                (int) take(numbers, "replay-events", standard.maxReplayEvents()),
                take(numbers, "body-bytes", standard.maxBodyBytes()),
                take(numbers, "result-bytes", standard.maxResultBytes()));
    }

    private static long take(Map<String, Long> numbers, String name, long standard) {
        Long given = numbers.remove(name);
        return given == null ? standard : given;
    }

    /// All of it, as it is read.
    String text() {
        return "capacity=" + limits.capacity() + " groups=" + limits.maxGroups() + " open-commands="
                + limits.maxOpenCommands() + " open-outcomes=" + limits.maxOpenOutcomes() + " closed-commands="
                + limits.maxClosedCommands() + " closed-for=" + limits.closedMillis() + " waiting="
                + limits.maxWaiting()
                + " replay-events=" + limits.maxReplayEvents() + " body-bytes=" + limits.maxBodyBytes()
                + " result-bytes=" + limits.maxResultBytes() + " token-base=" + tokenBase
                + (uniqueNames.isEmpty() ? "" : " unique-names=" + String.join(",", uniqueNames));
    }

    StateMachine machine() {
        return new StateMachine(limits, tokenBase, uniqueNames);
    }
}
