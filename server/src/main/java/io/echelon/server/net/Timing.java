package io.echelon.server.net;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.server.StallClock;
import java.util.concurrent.ScheduledExecutorService;

/// Everything that time does to connections: to those without a place, to those that do not read, and
/// to those that give no sign of life.
record Timing(Newcomers newcomers, SlowClients slowClients, Heartbeats heartbeats, Pace pace, Lulls lulls) {
    Timing(ScheduledExecutorService executor, StallClock clock, ServerOptions options) {
        this(
                new Newcomers(executor, clock, options),
                new SlowClients(executor, clock, options.limit(Limit.OUTBOUND), options.limit(Limit.WRITE_SECONDS)),
                new Heartbeats(executor, clock),
                new Pace(executor, clock),
                new Lulls(executor, clock));
    }
}
