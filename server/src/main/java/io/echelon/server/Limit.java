package io.echelon.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Every limit of a server, with the name under which it is set and told. `HELP limits`, the
/// `--limit` option and the table in the documentation all come from here.
public enum Limit {
    CAPACITY(64, 1, 65_536, "members a group", "401; a person's connection is closed"),
    GROUPS(1_024, 1, 65_536, "groups ever made", "409"),
    CONNECTIONS(65_536, 1, 1 << 24, "connections", "603, then a close"),

    LINE(4_096, 128, 65_536, "bytes a line, counted body apart", "103; the line is skipped"),
    SKIPPED_LINE(65_536, 4_096, 1 << 20, "bytes of a line that is skipped", "103, then a close"),
    BODY(65_536, 1, 1 << 20, "bytes a body", "104; the body is skipped"),
    NAME(64, 1, 256, "bytes a name of a member or group", "102"),
    LABELS(32, 0, 256, "labels a member", "102"),
    LABEL(64, 1, 256, "bytes a label's name, and its value", "102"),
    BAD_FRAMES(10, 1, 1_000, "100 BAD_FRAME in a row", "a close"),

    OPEN_REQUESTS(64, 1, 65_536, "open requests a connection", "it is read no further until one is answered"),
    OPEN_COMMANDS(64, 1, 65_536, "open commands a sender", "601"),
    OPEN_OUTCOMES(16 << 20, 1_024, 1 << 30, "outcomes awaited, 16 more for each open command", "601"),
    CLOSED_COMMANDS(1_000, 0, 65_536, "closed commands a group whose tally is kept", "the oldest is forgotten: 501"),
    CLOSED_SECONDS(3_600, 0, 604_800, "seconds that a closed command's tally is kept", "it is forgotten: 501"),
    ROSTER(524_288, 4_096, 1 << 26, "bytes that WHO, RESULTS or *ROSTER lists", "104; ask for a part"),

    WINDOW(16, 1, 1_024, "commands under way to a member that does not say how many", "the next waits"),
    WINDOW_MAX(1_024, 1, 65_536, "commands under way that a member may ask for", "102"),
    GRACE_SECONDS(3_600, 0, 604_800, "seconds of grace that a member may ask for", "102"),
    WAITING(1_024, 0, 65_536, "clients that wait for a place in a group", "401"),
    RESUME_EVENTS(1_024, 0, 65_536, "events kept for a member that comes back", "the oldest is dropped: 407"),
    RESUME_BYTES(64 << 20, 1 << 16, 1L << 36, "bytes of commands that wait and events that are kept", "407; then 601"),
    RESULT_BYTES(64 << 20, 0, 1L << 36, "bytes of results that are kept", "a command's are forgotten: 501"),

    OUTBOUND(1 << 20, 1 << 12, 1 << 28, "bytes unsent to a connection", "the connection is cut: 602"),
    WRITE_SECONDS(10, 1, 3_600, "seconds until what was written has left", "the connection is cut: 602"),
    JOIN_SECONDS(10, 1, 3_600, "seconds that a connection may be without a place", "a close"),
    SILENCE_MILLIS(
            50, 1, 10_000, "milliseconds of silence that make a connection a person's", "it is greeted and joins"),
    KEEPALIVE_SECONDS(30, 1, 32_767, "seconds of silence until TCP probes a peer", "it is probed"),
    KEEPALIVE_INTERVAL_SECONDS(10, 1, 32_767, "seconds between probes", "it is probed again"),
    KEEPALIVE_PROBES(3, 1, 127, "probes without an answer", "the connection has ended"),
    UNACKNOWLEDGED_SECONDS(
            60, 1, 86_400, "seconds that sent bytes may stay unacknowledged", "the connection has ended");

    private final long standard;
    private final long smallest;
    private final long largest;
    private final String meaning;
    private final String answer;

    Limit(long standard, long smallest, long largest, String meaning, String answer) {
        this.standard = standard;
        this.smallest = smallest;
        this.largest = largest;
        this.meaning = meaning;
        this.answer = answer;
    }

    /// As it is written: `open-requests`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Its value unless it is set.
    public long standard() {
        return standard;
    }

    public long smallest() {
        return smallest;
    }

    public long largest() {
        return largest;
    }

    /// What is counted, with its unit.
    public String meaning() {
        return meaning;
    }

    /// What happens when it is reached.
    public String answer() {
        return answer;
    }

    public static @Nullable Limit withKey(String key) {
        for (Limit limit : values()) {
            if (limit.key().equals(key)) {
                return limit;
            }
        }
        return null;
    }
}
