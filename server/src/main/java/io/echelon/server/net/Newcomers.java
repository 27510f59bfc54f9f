package io.echelon.server.net;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.server.StallClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What time does to connections without a place: first their silence makes people of them, then
/// they have to go.
final class Newcomers {
    private final DelayLine<Connection> silent;
    private final DelayLine<Connection> placeless;

    Newcomers(ScheduledExecutorService executor, StallClock clock, ServerOptions options) {
        this.silent = new DelayLine<>(
                executor,
                clock,
                options.limit(Limit.SILENCE_MILLIS),
                TimeUnit.MILLISECONDS,
                // Another round of reading first: a loop that was busy has not looked yet.
                connection -> executor.schedule(connection::onStillSilent, 1, TimeUnit.MILLISECONDS));
        this.placeless = new DelayLine<>(
                executor,
                clock,
                options.limit(Limit.JOIN_SECONDS),
                TimeUnit.SECONDS,
                connection -> connection.conversation().onJoinDeadline());
    }

    DelayLine.Ticket<Connection> awaitWord(Connection connection) {
        return silent.add(connection);
    }

    DelayLine.Ticket<Connection> awaitPlace(Connection connection) {
        return placeless.add(connection);
    }
}
