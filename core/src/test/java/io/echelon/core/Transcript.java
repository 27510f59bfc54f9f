package io.echelon.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a state machine is told and what it answers, as a file that people read: comments, one line
/// of limits at most, then blocks of inputs, `----` and their effects.
///
///     # A rule, in a sentence.
///     limits capacity=2
///
///     join k1
///     ----
///     joined k1 …
final class Transcript {
    private static final String DIVIDER = "----";
    private static final String NOTHING = "(nothing)";
    private static final Set<String> LIMITS = Set.of(
            "capacity",
            "groups",
            "open-commands",
            "open-outcomes",
            "closed-commands",
            "closed-for",
            "token-base",
            "waiting",
            "replay-events",
            "body-bytes",
            "result-bytes",
            "unique-names");

    /// Some inputs and what follows from them.
    ///
    /// @param line of the first input, counted from 1
    /// @param comments the lines before it, written back as they are
    record Block(int line, List<String> comments, List<String> inputs, List<String> effects) {}

    final List<Block> blocks = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final Map<String, Long> limits = new HashMap<>();

    static Transcript parse(List<String> lines) {
        Transcript transcript = new Transcript();
        int index = 0;
        while (index < lines.size()) {
            String line = lines.get(index);
            if (line.isBlank() || line.startsWith("#")) {
                transcript.comments.add(line);
                index++;
            } else if (line.startsWith("limits ")) {
                transcript.readLimits(line);
                transcript.comments.add(line);
                index++;
            } else {
                index = transcript.readBlock(lines, index);
            }
        }
        return transcript;
    }

    private int readBlock(List<String> lines, int start) {
        int divider = start;
        while (divider < lines.size() && !lines.get(divider).equals(DIVIDER)) {
            divider++;
        }
        int end = Math.min(divider + 1, lines.size());
        while (end < lines.size() && !lines.get(end).isBlank()) {
            end++;
        }
        List<String> effects = lines.subList(Math.min(divider + 1, end), end);
        blocks.add(new Block(start + 1, List.copyOf(comments), lines.subList(start, divider), effects));
        comments.clear();
        return end;
    }

    private void readLimits(String line) {
        for (String word : line.substring("limits ".length()).split(" ", -1)) {
            String[] limit = word.split("=", 2);
            if (!LIMITS.contains(limit[0])) {
                throw new IllegalArgumentException(line + ": no such limit");
            }
            limits.put(limit[0], InputReader.millis(limit[1]));
        }
    }

    /// What a state machine really answers to the inputs.
    Transcript replay() {
        Transcript replayed = new Transcript();
        boolean hasUniqueNames = limit("unique-names", 0) == 1;
        StateMachine machine = new StateMachine(limits(), limit("token-base", 0), group -> hasUniqueNames);
        for (Block block : blocks) {
            List<String> effects = block.inputs().stream()
                    .flatMap(input -> answer(machine, input).stream())
                    .toList();
            replayed.blocks.add(new Block(
                    block.line(), block.comments(), block.inputs(), effects.isEmpty() ? List.of(NOTHING) : effects));
        }
        replayed.comments.addAll(comments);
        return replayed;
    }

    private static List<String> answer(StateMachine machine, String line) {
        if (line.equals("deadline")) {
            long millis = machine.nextDeadlineMillis();
            return List.of(millis == StateMachine.NO_DEADLINE ? "deadline none" : "deadline " + millis);
        }
        Effects effects = new Effects();
        machine.apply(InputReader.read(line), effects);
        List<String> lines = new ArrayList<>();
        effects.forEach(effect -> lines.add(EffectText.of(effect)));
        return lines;
    }

    private Limits limits() {
        Limits defaults = Limits.DEFAULTS;
        return new Limits(
                (int) limit("capacity", defaults.capacity()),
                (int) limit("groups", defaults.maxGroups()),
                (int) limit("open-commands", defaults.maxOpenCommands()),
                (int) limit("open-outcomes", defaults.maxOpenOutcomes()),
                (int) limit("closed-commands", defaults.maxClosedCommands()),
                limit("closed-for", defaults.closedMillis()),
                (int) limit("waiting", defaults.maxWaiting()),
                (int) limit("replay-events", defaults.maxReplayEvents()),
                limit("body-bytes", defaults.maxBodyBytes()),
                limit("result-bytes", defaults.maxResultBytes()));
    }

    private long limit(String name, long standard) {
        return limits.getOrDefault(name, standard);
    }

    /// The line of limits that makes these, for a transcript that is made by a test.
    static String limitsLine(Limits limits, long tokenBase) {
        return "limits capacity=" + limits.capacity() + " groups=" + limits.maxGroups() + " open-commands="
                + limits.maxOpenCommands() + " open-outcomes=" + limits.maxOpenOutcomes() + " closed-commands="
                + limits.maxClosedCommands() + " closed-for=" + limits.closedMillis() + " waiting="
                + limits.maxWaiting()
                + " replay-events=" + limits.maxReplayEvents() + " body-bytes=" + limits.maxBodyBytes()
                + " result-bytes=" + limits.maxResultBytes() + " token-base=" + tokenBase;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            lines.addAll(block.comments());
            lines.addAll(block.inputs());
            lines.add(DIVIDER);
            lines.addAll(block.effects());
        }
        lines.addAll(comments);
        return lines;
    }
}
