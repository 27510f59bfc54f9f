package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A command costs the same memory for 50,000 recipients as for 50, and so does a departure.
class AllocationTest {
    private static final int MANY = 50_000;
    private static final int FEW = 50;
    private static final int WARM_UP = 5_000;
    private static final int ROUNDS = 2_000;
    private static final int MAX_COMMAND_BYTES = 1_024;
    private static final int MAX_EXPRESSION_BYTES = 4_096;
    private static final int MAX_DEPARTURE_BYTES = 256;
    /// A number and a byte are kept for each target that reports.
    private static final int MAX_BYTES_A_TARGET = 10;
    private static final Body BODY = new Body(new byte[16]);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Effects effects = new Effects();

    @Test
    void aCommandToWhoReportsNothingAllocatesNothingPerRecipient() {
        double few = submitBytes(group(FEW, false), Target.ALL, WARM_UP, ROUNDS);
        double many = submitBytes(group(MANY, false), Target.ALL, WARM_UP, ROUNDS);

        System.out.printf("allocation: submit to %d: %.0f B, to %d: %.0f B%n", FEW, few, MANY, many);
        assertThat(many).isLessThan(MAX_COMMAND_BYTES).isLessThanOrEqualTo(few * 1.05);
    }

    @Test
    void askingEachMemberForNamesAndLabelsAllocatesNothingPerMember() {
        Target target = ((Target.Understood) Target.parse("name:w*b & (!label:os=b?d | label:gpu) & !rank:0,2 | next"))
                .target();
        double few = submitBytes(group(FEW, false), target, 40, 20);
        double many = submitBytes(group(MANY, false), target, 40, 20);

        System.out.printf("allocation: expression over %d: %.0f B, over %d: %.0f B%n", FEW, few, MANY, many);
        assertThat(many).isLessThan(MAX_EXPRESSION_BYTES).isLessThanOrEqualTo(few * 1.05);
    }

    @Test
    void aDepartureAllocatesNothingPerMember() {
        double few = departureBytes(group(FEW, false), FEW);
        double many = departureBytes(group(MANY, false), MANY);

        System.out.printf("allocation: departure of %d: %.0f B, of %d: %.0f B%n", FEW, few, MANY, many);
        assertThat(many).isLessThan(MAX_DEPARTURE_BYTES).isLessThanOrEqualTo(few * 1.05);
    }

    @Test
    void aCommandToWhoReportsAllocatesFewBytesPerTarget() {
        double bytes = submitBytes(group(MANY, true), Target.ALL, 40, 20);

        System.out.printf("allocation: submit to %d that report: %.1f B a target%n", MANY, bytes / MANY);
        assertThat(bytes / MANY).isLessThan(MAX_BYTES_A_TARGET);
    }

    private double submitBytes(StateMachine machine, Target target, int warmUp, int rounds) {
        Input submitted = new Input.CommandSubmitted(
                new ConnectionId(0), target, BODY, 60_000, 60_000, Conditions.NONE, Rollout.AT_ONCE);
        long bytes = 0;
        for (int round = 0; round < warmUp + rounds; round++) {
            long spent = bytes(machine, submitted);
            bytes += round < warmUp ? 0 : spent;
        }
        return (double) bytes / rounds;
    }

    /// The second in command leaves, again and again; each comes back at the end of the line, which
    /// is not counted.
    private double departureBytes(StateMachine machine, int size) {
        long bytes = 0;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            int number = 1 + round % (size - 1);
            Input departure = new Input.ConnectionLost(new ConnectionId(number));
            Input arrival = join(number, false);
            long spent = bytes(machine, departure);
            bytes += round < WARM_UP ? 0 : spent;
            machine.apply(arrival, effects);
        }
        return (double) bytes / ROUNDS;
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

    private static Input join(int number, boolean reportsResults) {
        Profile profile = new Profile("web", Map.of("os", "linux"), reportsResults);
        Terms terms = new Terms(Integer.MAX_VALUE, 0, null); // Nothing ever waits.
        return new Input.JoinRequested(new ConnectionId(number), "main", profile, terms, false, false);
    }
}
