package io.echelon.bench.micro;

import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Rollout;
import io.echelon.core.StateMachine;
import io.echelon.core.Target;
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

/// Reading a target, and finding out whom it means. The command that asks expects nobody, so it is refused
/// once that is known.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class TargetMatching {
    private static final String HOSTILE = "hostile";

    @Param({"50", "50000"})
    public int size;

    @Param({"all", "rank:4-9,12,20-40", "label:os=linux", "name:web* & !label:zone=z?1", HOSTILE})
    public String target = "all";

    private final Effects effects = new Effects();
    private StateMachine machine = Groups.empty();
    private String text = "";
    private Input submitted = Groups.quit(0);

    @Setup
    public void fill() {
        text = target.equals(HOSTILE) ? hostile() : target;
        Target parsed = ((Target.Understood) Target.parse(text)).target();
        Conditions nobody = new Conditions(null, null, 0);
        submitted = new Input.CommandSubmitted(
                Groups.connection(0), parsed, Body.EMPTY, 60_000, 60_000, nobody, Rollout.AT_ONCE);
        machine = Groups.of(size, Groups.Kind.LISTENERS);
    }

    /// As many parts as a target may have, none of which holds of anybody, and each is looked at to the end.
    private static String hostile() {
        StringBuilder expression = new StringBuilder();
        for (int part = 0; part < Target.MAX_ATOMS; part++) {
            expression
                    .append(part == 0 ? "" : "|")
                    .append("label:description=*a*b*c*")
                    .append(part)
                    .append("*z");
        }
        return expression.toString();
    }

    @Benchmark
    public Target.Parsed parse() {
        return Target.parse(text);
    }

    @Benchmark
    public Effects match() {
        effects.clear();
        machine.apply(submitted, effects);
        return effects;
    }
}
