package io.echelon.server;

import io.echelon.core.Limits;
import io.echelon.protocol.ProtocolLimits;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// How a server is to run. Immutable; each `with…` gives a changed copy.
///
/// @param host name or address to listen on
/// @param port 0 to 65,535; 0 lets the system pick one
/// @param autojoin whether a person becomes a member of `main` without asking
/// @param uniqueNames in which groups no two members may have the same name
/// @param version as it is told to clients
public record ServerOptions(
        String host, int port, boolean autojoin, Set<String> uniqueNames, String version, Map<Limit, Long> limits) {
    public static final int DEFAULT_PORT = 7411;
    public static final ServerOptions DEFAULTS =
            new ServerOptions("127.0.0.1", DEFAULT_PORT, true, Set.of(), "1.0", Map.of());

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be 0 to 65535, not " + port);
        }
        if (uniqueNames.contains("")) {
            throw new IllegalArgumentException("no group has an empty name");
        }
        uniqueNames = Set.copyOf(uniqueNames);
        Map<Limit, Long> copy = new EnumMap<>(Limit.class);
        copy.putAll(limits);
        limits = Collections.unmodifiableMap(copy);
        limits.forEach(ServerOptions::requireInRange);
        requireRoom(limits);
    }

    public ServerOptions withHost(String newHost) {
        return new ServerOptions(newHost, port, autojoin, uniqueNames, version, limits);
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(host, newPort, autojoin, uniqueNames, version, limits);
    }

    public ServerOptions withAutojoin(boolean newAutojoin) {
        return new ServerOptions(host, port, newAutojoin, uniqueNames, version, limits);
    }

    public ServerOptions withUniqueNames(Set<String> groups) {
        return new ServerOptions(host, port, autojoin, groups, version, limits);
    }

    public ServerOptions withVersion(String newVersion) {
        return new ServerOptions(host, port, autojoin, uniqueNames, newVersion, limits);
    }

    /// @throws IllegalArgumentException if the value is out of the limit's range
    public ServerOptions withLimit(Limit limit, long value) {
        Map<Limit, Long> changed = new EnumMap<>(Limit.class);
        changed.putAll(limits);
        changed.put(limit, value);
        return new ServerOptions(host, port, autojoin, uniqueNames, version, changed);
    }

    /// What holds for `limit`: as set, else its standard value.
    public long limit(Limit limit) {
        return valueOf(limits, limit);
    }

    /// The same for limits that count things.
    public int count(Limit limit) {
        return Math.toIntExact(limit(limit));
    }

    public Limits coreLimits() {
        return new Limits(
                count(Limit.CAPACITY),
                count(Limit.GROUPS),
                count(Limit.OPEN_COMMANDS),
                count(Limit.OPEN_OUTCOMES),
                count(Limit.CLOSED_COMMANDS),
                1_000 * limit(Limit.CLOSED_SECONDS),
                count(Limit.WAITING),
                count(Limit.RESUME_EVENTS),
                limit(Limit.RESUME_BYTES),
                limit(Limit.RESULT_BYTES));
    }

    public ProtocolLimits protocolLimits() {
        return new ProtocolLimits(
                count(Limit.LINE),
                count(Limit.SKIPPED_LINE),
                count(Limit.BODY),
                count(Limit.NAME),
                count(Limit.LABELS),
                count(Limit.LABEL),
                count(Limit.WINDOW_MAX),
                1_000 * limit(Limit.GRACE_SECONDS));
    }

    private static long valueOf(Map<Limit, Long> limits, Limit limit) {
        return limits.getOrDefault(limit, limit.standard());
    }

    private static void requireInRange(Limit limit, long value) {
        if (value < limit.smallest() || value > limit.largest()) {
            throw new IllegalArgumentException(
                    limit.key() + " must be " + limit.smallest() + " to " + limit.largest() + ", not " + value);
        }
    }

    /// A connection must be able to hold two of the largest things that may be sent to it at once.
    private static void requireRoom(Map<Limit, Long> limits) {
        long largest = Math.max(valueOf(limits, Limit.BODY), valueOf(limits, Limit.ROSTER) / 2);
        if (valueOf(limits, Limit.OUTBOUND) < 2 * largest) {
            throw new IllegalArgumentException("outbound must be at least twice body and at least roster: "
                    + 2 * largest + ", not " + valueOf(limits, Limit.OUTBOUND));
        }
        if (valueOf(limits, Limit.SKIPPED_LINE) < valueOf(limits, Limit.LINE)) {
            throw new IllegalArgumentException("skipped-line must be at least line");
        }
    }
}
