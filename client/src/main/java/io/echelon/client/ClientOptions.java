package io.echelon.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a client connects, and how long it waits.
///
/// @param servers of one cluster, in the order in which they are tried; not empty, unmodifiable
/// @param connectTimeout until a connection stands and the server has answered its first request; 1 ms to
///     7 days, 10 s if nothing is said. Looking the name up is not part of it
/// @param replyTimeout that a blocking call waits for its answer; 1 ms to 7 days, 10 s if nothing is said
/// @param backoff between two attempts to connect again
public record ClientOptions(
        List<ServerAddress> servers, Duration connectTimeout, Duration replyTimeout, Backoff backoff) {
    public static final int DEFAULT_PORT = 7411;

    /// Events, and results of commands, that may wait for the user's code, each; at that number, or at
    /// [#MAX_WAITING_BYTES] of them, the connection is given up, and the client with it.
    public static final int MAX_WAITING_EVENTS = 65_536;

    /// Bytes of commands, and of results, that may wait for the user's code, each. Over it a command is
    /// refused, and at a result the connection is given up, and the client with it.
    public static final long MAX_WAITING_BYTES = 64L << 20;

    /// Results of one command that are kept for [Submission#nextResult]; at that number, or at
    /// [#MAX_KEPT_RESULT_BYTES] of them, no more are.
    public static final int MAX_KEPT_RESULTS = 65_536;

    /// Bytes of results of one command that are kept for [Submission#nextResult].
    public static final long MAX_KEPT_RESULT_BYTES = 8L << 20;

    /// Bytes that may wait to be written. A call that writes waits for room. What the client says by
    /// itself, such as that it is busy, does not wait; at twice the bytes the connection is given up.
    public static final int MAX_UNWRITTEN_BYTES = 1 << 20;

    /// Requests that may wait for their answer, otherwise as [#MAX_UNWRITTEN_BYTES].
    public static final int MAX_UNANSWERED = 65_536;

    /// Bytes of verdicts that the server has not acknowledged. At that the next verdict waits, and the
    /// commands behind it.
    public static final int MAX_UNHEARD_VERDICT_BYTES = 1 << 20;

    /// How long the server may read nothing, while a call waits for room, until the connection is given up.
    public static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

    /// After how much silence the server is asked to ping, and the client pings the server where no grace
    /// time is shorter than three times that. Two pings without an answer end the connection.
    public static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    public static final ClientOptions DEFAULTS = new ClientOptions(
            List.of(new ServerAddress("localhost", DEFAULT_PORT)),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Backoff.DEFAULTS);

    /// @throws IllegalArgumentException if something is out of range
    public ClientOptions {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("there is at least one server");
        }
        Spans.check("connectTimeout", connectTimeout);
        Spans.check("replyTimeout", replyTimeout);
    }

    /// @param addresses one or more of `host`, `host:port` and `[IPv6]:port`, with commas between them
    /// @throws IllegalArgumentException if one is none of these
    public static ClientOptions at(String addresses) {
        List<ServerAddress> servers =
                Stream.of(addresses.split(",", -1)).map(ServerAddress::parse).toList();
        return new ClientOptions(servers, DEFAULTS.connectTimeout, DEFAULTS.replyTimeout, DEFAULTS.backoff);
    }

    public ClientOptions withConnectTimeout(Duration newTimeout) {
        return new ClientOptions(servers, newTimeout, replyTimeout, backoff);
    }

    public ClientOptions withReplyTimeout(Duration newTimeout) {
        return new ClientOptions(servers, connectTimeout, newTimeout, backoff);
    }

    public ClientOptions withBackoff(Backoff newBackoff) {
        return new ClientOptions(servers, connectTimeout, replyTimeout, newBackoff);
    }

    /// All servers as they are parsed, for messages.
    public String address() {
        return servers.stream().map(ServerAddress::toString).collect(Collectors.joining(","));
    }
}
