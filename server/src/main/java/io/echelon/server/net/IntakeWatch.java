package io.echelon.server.net;

import io.echelon.server.gateway.Intake;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Finds out what nobody tells of a sequencer that lives elsewhere: that it takes nothing more, so that
/// who waits for it is let go, and that it has room again for those who were read no further. For the
/// event loop's thread.
final class IntakeWatch {
    static final long INTERVAL_MILLIS = 100;

    private final Intake intake;
    private final Connections connections;

    IntakeWatch(Intake intake, Connections connections) {
        this.intake = intake;
        this.connections = connections;
    }

    /// @param onFailure told of a bug
    void start(ScheduledExecutorService loop, Consumer<Throwable> onFailure) {
        Runnable look = () -> {
            try {
                look();
            } catch (RuntimeException | Error bug) {
                onFailure.accept(bug);
                throw bug; // So that it is not run again.
            }
        };
        loop.scheduleWithFixedDelay(look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!intake.isOpen()) {
            connections.all().forEach(connection -> connection.conversation().onIntakeClosed());
        }
        afterBatch();
    }

    /// To be told of the end of every batch.
    void afterBatch() {
        if (intake.isRelieved()) {
            connections.all().forEach(Connection::resume);
        }
    }
}
