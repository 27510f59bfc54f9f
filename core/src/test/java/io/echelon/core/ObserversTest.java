package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An observer leaves no trace.
class ObserversTest {
    private static final long DEADLINE_NANOS = 20_000_000_000L;

    private final StateMachine machine = new StateMachine(Limits.DEFAULTS.withCapacity(1), 0);

    @ParameterizedTest
    @ValueSource(
            strings = {"leave k9", "quit k9", "lost k9", "join k9 group=other", "join k9", "observe k9 group=other"})
    void nothingStaysOfAnObservationThatHasEnded(String end) {
        tell(InputReader.read("join k1"));
        WeakReference<ConnectionId> observer = observe();

        tell(InputReader.read(end));

        long startNanos = System.nanoTime();
        while (observer.get() != null) {
            assertThat(System.nanoTime() - startNanos)
                    .as("nanoseconds of waiting")
                    .isLessThan(DEADLINE_NANOS);
            System.gc();
        }
    }

    /// @return what is kept of the connection, and by nobody but the machine
    private WeakReference<ConnectionId> observe() {
        ConnectionId connection = new ConnectionId(9);
        tell(new Input.ObservationRequested(connection, "main"));
        return new WeakReference<>(connection);
    }

    private void tell(Input input) {
        machine.apply(input, new Effects());
    }
}
