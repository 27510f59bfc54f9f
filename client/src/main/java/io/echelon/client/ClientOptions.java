package io.echelon.client;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a client connects, and how long it waits.
///
/// @param host a name or an address, not empty
/// @param port 1 to 65,535
/// @param connectTimeout until the connection stands and the server has answered its first request; 1 ms to
///     7 days, 10 s if nothing is said. Looking the name up is not part of it
/// @param replyTimeout that a blocking call waits for its answer; 1 ms to 7 days, 10 s if nothing is said
public record ClientOptions(String host, int port, Duration connectTimeout, Duration replyTimeout) {
    public static final int DEFAULT_PORT = 7411;

    /// Events, and results of commands, that may wait for the user's code, each; at that number, or at
    /// [#MAX_WAITING_BYTES] of them, the connection is given up.
    public static final int MAX_WAITING_EVENTS = 65_536;

    /// Bytes of commands, and of results, that may wait for the user's code, each. Over it a command is
    /// refused, and at a result the connection is given up.
    public static final long MAX_WAITING_BYTES = 64L << 20;

    /// Bytes that may wait to be written. A call that writes waits for room. What the client says by
    /// itself, such as that it is busy, does not wait; at twice the bytes the connection is given up.
    public static final int MAX_UNWRITTEN_BYTES = 1 << 20;

    /// How long the server may read nothing, while a call waits for room, until the connection is given up.
    public static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

    private static final int LARGEST_PORT = 65_535;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[(?<ipv6>[^\\[\\]]+)]|(?<host>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");

    public static final ClientOptions DEFAULTS =
            new ClientOptions("localhost", DEFAULT_PORT, Duration.ofSeconds(10), Duration.ofSeconds(10));

    /// @throws IllegalArgumentException if something is out of range
    public ClientOptions {
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + LARGEST_PORT + ", not " + port);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a host has a name");
        }
        check("connectTimeout", connectTimeout);
        check("replyTimeout", replyTimeout);
    }

    private static void check(String name, Duration timeout) {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is from 1 ms to 7 days, not " + timeout);
        }
    }

    /// @param address `host`, `host:port` or `[IPv6]:port`
    /// @throws IllegalArgumentException if it is none of these
    public static ClientOptions at(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("an address is host, host:port or [IPv6]:port, not \"" + address + "\"");
        }
        String host = parts.group("ipv6") == null ? parts.group("host") : parts.group("ipv6");
        int port = parts.group("port") == null ? DEFAULT_PORT : Integer.parseInt(parts.group("port"));
        return new ClientOptions(host, port, DEFAULTS.connectTimeout, DEFAULTS.replyTimeout);
    }

    public ClientOptions withConnectTimeout(Duration newTimeout) {
        return new ClientOptions(host, port, newTimeout, replyTimeout);
    }

    public ClientOptions withReplyTimeout(Duration newTimeout) {
        return new ClientOptions(host, port, connectTimeout, newTimeout);
    }

    /// `host:port`, for messages.
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
