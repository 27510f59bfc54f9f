package io.echelon.replication;

import java.util.Objects;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which node leads, as far as this one knows. Ratis tells of each new leader at once, but not that there is
/// none any more: it has to be asked as well. Thread-safe.
final class KnownLeader {
    private static final Logger LOG = LoggerFactory.getLogger(KnownLeader.class);

    private final SteadyClock clock;
    private final Consumer<@Nullable RaftPeerId> onChange;
    private volatile @Nullable RaftPeerId id;
    private volatile long missingSinceMillis;

    /// @param onChange told of each new leader, and of none, one after the other
    KnownLeader(SteadyClock clock, Consumer<@Nullable RaftPeerId> onChange) {
        this.clock = clock;
        this.onChange = onChange;
        this.missingSinceMillis = clock.millis();
    }

    @Nullable
    RaftPeerId id() {
        return id;
    }

    /// For how long none was known; 0 if one is.
    long missingMillis() {
        return id != null ? 0 : clock.millis() - missingSinceMillis;
    }

    /// @param present what Ratis says now
    synchronized void look(@Nullable RaftPeerId present) {
        if (Objects.equals(id, present)) {
            return;
        }
        if (present == null) {
            missingSinceMillis = clock.millis();
            LOG.warn("no leader is known");
        } else {
            LOG.info("{} leads", present);
        }
        id = present;
        onChange.accept(present);
    }
}
