package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A command costs the same memory for 50,000 recipients as for 50, and so do arrivals and departures.
class AllocationTest {
    private static final int MANY = 50_000;
    private static final int FEW = 50;
    private static final int WARM_UP = 5_000;
    private static final int ROUNDS = 2_000;
    private static final int MAX_COMMAND_BYTES = 208;
    private static final int MAX_EXPRESSION_BYTES = 4_096;
    private static final int MAX_ARRIVAL_BYTES = 256;
    private static final int MAX_DEPARTURE_BYTES = 56;
    /// One byte, while the roster stays as it is.
    private static final double MAX_BYTES_A_TARGET = 1.1;
    /// Two effects, and room for what was said.
    private static final int MAX_BYTES_A_RESULT = 88;
    private static final Body BODY = new Body(new byte[16]);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Effects effects = new Effects();

    @Test
    void aCommandToWhoReportsNothingAllocatesNothingPerRecipient() {
        double few = submitBytes(group(FEW, false), Target.ALL, WARM_UP, ROUNDS);
        double many = submitBytes(group(MANY, false), Target.ALL, WARM_UP, ROUNDS);

        System.out.printf("allocation: submit to %d: %.0f B, to %d: %.0f B%n", FEW, few, MANY, many);
        assertThat(many).isLessThanOrEqualTo(MAX_COMMAND_BYTES).isLessThanOrEqualTo(few * 1.05);
    }

    @Test
    void askingEachMemberForNamesAndLabelsAllocatesNothingPerMember() {
        Target target = ((Target.Understood) Target.parse("name:w*b & (!label:os=b?d | label:gpu) & !rank:0,2 | next"))
                .target();
        double few = submitBytes(group(FEW, false), target, 40, 20);
        double many = submitBytes(group(MANY, false), target, 40, 20);

        System.out.printf("allocation: expression over %d: %.0f B, over %d: %.0f B%n", FEW, few, MANY, many);
        assertThat(many).isLessThanOrEqualTo(MAX_EXPRESSION_BYTES).isLessThanOrEqualTo(few * 1.05);
    }

    @Test
    void aDepartureAllocatesNothingPerMember() {
        Turnover few = turnover(group(FEW, false), FEW);
        Turnover many = turnover(group(MANY, false), MANY);

        System.out.printf("allocation: departure of %d: %.0f B, of %d: %.0f B%n", FEW, few.out, MANY, many.out);
        assertThat(many.out).isLessThanOrEqualTo(MAX_DEPARTURE_BYTES).isLessThanOrEqualTo(few.out * 1.05);
    }

    @Test
    void anArrivalAllocatesNothingPerMember() {
        Turnover few = turnover(group(FEW, false), FEW);
        Turnover many = turnover(group(MANY, false), MANY);

        System.out.printf("allocation: arrival at %d: %.0f B, at %d: %.0f B%n", FEW, few.in, MANY, many.in);
        assertThat(many.in).isLessThanOrEqualTo(MAX_ARRIVAL_BYTES).isLessThanOrEqualTo(few.in * 1.05);
    }

    @Test
    void aCommandToWhoReportsAllocatesAByteForEachTarget() {
        double bytes = submitBytes(group(MANY, true), Target.ALL, 40, 20);

        System.out.printf("allocation: submit to %d that report: %.2f B a target%n", MANY, bytes / MANY);
        assertThat(bytes / MANY).isLessThanOrEqualTo(MAX_BYTES_A_TARGET);
    }

    @Test
    void aResultAllocatesTheSameForManyTargets() {
        double few = resultBytes(group(FEW, true), FEW, 200);
        double many = resultBytes(group(MANY, true), MANY, 2);

        System.out.printf("allocation: result of one of %d: %.1f B, of %d: %.1f B%n", FEW, few, MANY, many);
        assertThat(many).isLessThanOrEqualTo(MAX_BYTES_A_RESULT);
    }

    private double submitBytes(StateMachine machine, Target target, int warmUp, int rounds) {
        Input submitted = submitted(target);
        long bytes = 0;
        for (int round = 0; round < warmUp + rounds; round++) {
            long spent = bytes(machine, submitted);
            bytes += round < warmUp ? 0 : spent;
        }
        return (double) bytes / rounds;
    }

    /// All targets of some commands report that it is done.
    private double resultBytes(StateMachine machine, int size, int commands) {
        long bytes = 0;
        for (int command = 1; command <= 2 * commands; command++) {
            machine.apply(submitted(Target.ALL), effects);
            for (int number = 1; number < size; number++) {
                long spent = bytes(
                        machine,
                        new Input.OutcomeReported(new ConnectionId(number), command, Outcome.DONE, null, Body.EMPTY));
                bytes += command <= commands ? 0 : spent;
            }
        }
        return (double) bytes / commands / (size - 1);
    }

    private record Turnover(double in, double out) {}

    /// The second in command leaves, again and again; each comes back at the end of the line.
    private Turnover turnover(StateMachine machine, int size) {
        long in = 0;
        long out = 0;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            int number = 1 + round % (size - 1);
            long outBytes = bytes(machine, new Input.ConnectionLost(new ConnectionId(number)));
            long inBytes = bytes(machine, join(number, false));
            out += round < WARM_UP ? 0 : outBytes;
            in += round < WARM_UP ? 0 : inBytes;
        }
        return new Turnover((double) in / ROUNDS, (double) out / ROUNDS);
    }

    private long bytes(StateMachine machine, Input input) {
        effects.clear();
        long before = threads.getCurrentThreadAllocatedBytes();
        machine.apply(input, effects);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private StateMachine group(int size, boolean reportsResults) {
        StateMachine machine = new StateMachine(
                new Limits(Limits.MAX_CAPACITY, 1, 1 << 20, 1 << 30, 1_000, 3_600_000, 0, 0, 0, 64 << 20), 0);
        for (int number = 0; number < size; number++) {
            machine.apply(join(number, reportsResults), effects);
            effects.clear();
        }
        return machine;
    }

    private static Input submitted(Target target) {
        return new Input.CommandSubmitted(
                new ConnectionId(0), target, BODY, 60_000, 60_000, Conditions.NONE, Rollout.AT_ONCE);
    }

    private static Input join(int number, boolean reportsResults) {
        Profile profile = new Profile("web", Map.of("os", "linux"), reportsResults);
        Terms terms = new Terms(Integer.MAX_VALUE, 0, null); // Nothing ever waits.
        return new Input.JoinRequested(new ConnectionId(number), "main", profile, terms, false, false);
    }
}
