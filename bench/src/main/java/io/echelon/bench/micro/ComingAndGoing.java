package io.echelon.bench.micro;

import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.StateMachine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What arrivals and departures cost the core. Where many come or go at once, `each` is the time of one; bytes there
/// are those of the preparation too.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ComingAndGoing {
    /// A group that stays as large as it is.
    @State(Scope.Benchmark)
    public static class Steady {
        @Param({"100", "1000", "10000", "50000"})
        public int size;

        final Effects effects = new Effects();
        final Input who = new Input.RosterRequested(Groups.connection(0), null);
        final Input place = new Input.PlaceRequested(Groups.connection(0));
        StateMachine machine = Groups.empty();
        private Input[] joins = {};
        private Input[] quits = {};
        private Input[] yields = {};
        private int first;

        @Setup
        public void fill() {
            machine = Groups.of(size, Groups.Kind.LISTENERS);
            joins = new Input[size];
            quits = new Input[size];
            yields = new Input[size];
            for (int number = 0; number < size; number++) {
                joins[number] = Groups.join(number, Groups.NAME, Groups.Kind.LISTENERS);
                quits[number] = Groups.quit(number);
                yields[number] = new Input.YieldRequested(Groups.connection(number));
            }
            first = 0;
        }

        void replace(int number) {
            machine.apply(quits[number], effects);
            machine.apply(joins[number], effects);
        }

        void yieldFirst() {
            machine.apply(yields[first()], effects);
        }

        /// Who has been there longest.
        int first() {
            int longest = first;
            first = first + 1 < size ? first + 1 : 0;
            return longest;
        }
    }

    /// A group that was just filled.
    @State(Scope.Benchmark)
    public static class Full {
        @Param({"100", "1000", "10000", "50000"})
        public int size;

        final Effects effects = new Effects();
        StateMachine machine = Groups.empty();

        @Setup(Level.Invocation)
        public void fill() {
            machine = Groups.of(size, Groups.Kind.LISTENERS);
        }
    }

    /// A group in which everybody has commanded the next, and nobody has answered.
    @State(Scope.Benchmark)
    public static class Busy {
        @Param({"100", "1000", "10000", "50000"})
        public int size;

        final Effects effects = new Effects();
        StateMachine machine = Groups.empty();

        @Setup(Level.Invocation)
        public void fill() {
            machine = Groups.of(size, Groups.Kind.REPORTERS);
            for (int number = 0; number < size - 1; number++) {
                machine.apply(Groups.commandToNext(number), effects);
                effects.clear();
            }
        }
    }

    /// A group without anybody, and those who will come.
    @State(Scope.Benchmark)
    public static class Empty {
        @Param({"100", "1000", "10000", "50000"})
        public int size;

        final Effects effects = new Effects();
        StateMachine machine = Groups.empty();
        Input[] joins = {};

        @Setup
        public void prepare() {
            joins = new Input[size];
            for (int number = 0; number < size; number++) {
                joins[number] = Groups.join(number, Groups.NAME, Groups.Kind.LISTENERS);
            }
        }

        @Setup(Level.Invocation)
        public void clear() {
            machine = Groups.empty();
        }
    }

    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Count {
        public int each;

        @Setup(Level.Iteration)
        public void clear() {
            each = 0;
        }
    }

    /// The most senior leaves, and comes back at the end of the line.
    @Benchmark
    public Effects firstLeaves(Steady group) {
        group.effects.clear();
        group.replace(group.first());
        return group.effects;
    }

    @Benchmark
    public Effects firstYields(Steady group) {
        group.effects.clear();
        group.yieldFirst();
        return group.effects;
    }

    @Benchmark
    public Effects who(Steady group) {
        group.effects.clear();
        group.machine.apply(group.who, group.effects);
        return group.effects;
    }

    @Benchmark
    public Effects ownPlace(Steady group) {
        group.effects.clear();
        group.machine.apply(group.place, group.effects);
        return group.effects;
    }

    @Benchmark
    public Effects allJoin(Empty group, Count count) {
        group.effects.clear();
        for (Input join : group.joins) {
            group.machine.apply(join, group.effects);
        }
        count.each += group.size;
        return group.effects;
    }

    /// Every other one, beginning with the most senior.
    @Benchmark
    public Effects halfLeave(Full group, Count count) {
        return leave(group.machine, group.effects, group.size, 2, count);
    }

    @Benchmark
    public Effects halfLeaveTheirWork(Busy group, Count count) {
        return leave(group.machine, group.effects, group.size, 2, count);
    }

    /// The most senior of those who are left, until nobody is.
    @Benchmark
    public Effects allLeaveInOrder(Full group, Count count) {
        return leave(group.machine, group.effects, group.size, 1, count);
    }

    private static Effects leave(StateMachine machine, Effects effects, int size, int step, Count count) {
        effects.clear();
        for (int number = 0; number < size; number += step) {
            machine.apply(Groups.quit(number), effects);
            count.each++;
        }
        return effects;
    }
}
