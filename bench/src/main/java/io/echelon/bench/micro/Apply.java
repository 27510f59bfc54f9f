package io.echelon.bench.micro;

import io.echelon.core.Body;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Outcome;
import io.echelon.core.StateMachine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a command costs the core, from the input to its effects.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class Apply {
    /// A group in which the first commands all others, who report nothing.
    @State(Scope.Benchmark)
    public static class Listeners {
        @Param({"50", "1000", "50000"})
        public int size;

        final Effects effects = new Effects();
        final Input command = Groups.command(0);
        StateMachine machine = Groups.empty();

        @Setup
        public void fill() {
            machine = Groups.of(size, Groups.Kind.LISTENERS);
        }
    }

    /// A group in which the first commands all others, who report results.
    @State(Scope.Benchmark)
    public static class Reporters {
        @Param({"1000", "50000"})
        public int size;

        final Effects effects = new Effects();
        final Input command = Groups.command(0);
        StateMachine machine = Groups.empty();
        private long commands;

        @Setup
        public void fill() {
            machine = Groups.of(size, Groups.Kind.REPORTERS);
            commands = 0;
        }

        void submit() {
            effects.clear();
            machine.apply(command, effects);
            commands++;
        }

        void report() {
            for (int number = 1; number < size; number++) {
                machine.apply(
                        new Input.OutcomeReported(Groups.connection(number), commands, Outcome.DONE, 0, Body.EMPTY),
                        effects);
                effects.clear();
            }
        }
    }

    /// Groups of ten, in each of which the first commands the others.
    @State(Scope.Benchmark)
    public static class Many {
        private static final int SIZE = 10;

        @Param({"1", "100", "1000", "10000"})
        public int groups;

        final Effects effects = new Effects();
        StateMachine machine = Groups.empty();
        private Input[] commands = {};
        private int next;

        @Setup
        public void fill() {
            machine = Groups.empty();
            commands = new Input[groups];
            for (int number = 0; number < groups * SIZE; number++) {
                machine.apply(Groups.join(number, "g" + number / SIZE, Groups.Kind.LISTENERS), effects);
                effects.clear();
            }
            for (int group = 0; group < groups; group++) {
                commands[group] = Groups.command(group * SIZE);
            }
        }

        /// In another group with each.
        Input command() {
            next = next + 1 < groups ? next + 1 : 0;
            return commands[next];
        }
    }

    @Benchmark
    public Effects toAll(Listeners group) {
        group.effects.clear();
        group.machine.apply(group.command, group.effects);
        return group.effects;
    }

    @Benchmark
    public Effects inEachOf(Many many) {
        many.effects.clear();
        many.machine.apply(many.command(), many.effects);
        return many.effects;
    }

    /// The command and all results, their inputs included.
    @Benchmark
    public Effects toAllWhoReport(Reporters group) {
        group.submit();
        group.report();
        return group.effects;
    }
}
