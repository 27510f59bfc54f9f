package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

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
    /// Some inputs and what follows from them.
    ///
    /// @param line of the first input, counted from 1
    /// @param comments the lines before it, written back as they are
    record Block(int line, List<String> comments, List<String> inputs, List<String> effects) {}

    final List<Block> blocks = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private Setting setting = Setting.read(List.of());

    static Transcript parse(List<String> lines) {
        Transcript transcript = new Transcript();
        int index = 0;
        while (index < lines.size()) {
            String line = lines.get(index);
            if (line.isBlank() || line.startsWith("#")) {
                transcript.comments.add(line);
                index++;
            } else if (line.startsWith("limits ")) {
                transcript.setting =
                        Setting.read(List.of(line.substring("limits ".length()).split(" ", -1)));
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

    /// What a state machine really answers to the inputs.
    ///
    /// @param before what is made of it before each input
    Transcript replay(UnaryOperator<StateMachine> before) {
        Transcript replayed = new Transcript();
        StateMachine machine = setting.machine();
        for (Block block : blocks) {
            List<String> effects = new ArrayList<>();
            for (String input : block.inputs()) {
                machine = before.apply(machine);
                effects.addAll(answer(machine, input));
            }
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
        if (line.equals("show")) {
            machine.show(effects);
        } else {
            machine.apply(InputReader.read(line), effects);
        }
        List<String> lines = new ArrayList<>();
        effects.forEach(effect -> lines.add(EffectText.of(effect)));
        return lines;
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
