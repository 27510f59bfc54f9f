package io.echelon.bench.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// How much of a processor a benchmark had, where others want it too: its score divided by that is what it would have
/// had alone. For scores in operations a microsecond.
@AuxCounters
@State(Scope.Thread)
public class Share {
    private static final int NANOS_A_MICRO = 1_000;

    /// Microseconds on the processor; JMH shows them for each microsecond.
    public long processor;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long beganNanos;

    @Setup(Level.Iteration)
    public void begin() {
        beganNanos = threads.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void end() {
        processor = (threads.getCurrentThreadCpuTime() - beganNanos) / NANOS_A_MICRO;
    }
}
