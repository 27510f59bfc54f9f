package io.echelon.client;

import io.echelon.protocol.Request;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a command is to be sent. Immutable.
public final class SendOptions {
    public static final SendOptions DEFAULTS = new SendOptions(
            Duration.ofMillis(Request.DEFAULT_TTL_MILLIS), Duration.ofMillis(Request.DEFAULT_LIMIT_MILLIS));

    private Duration ttl;
    private Duration limit;
    private @Nullable String key;
    private @Nullable Long revision;
    private @Nullable Integer expected;
    private List<Request.Wave> waves = List.of();
    private @Nullable Integer stop;

    /// @param ttl as of [#withTtl]
    /// @param limit as of [#withLimit]
    /// @throws IllegalArgumentException if a span is not from 1 ms to 7 days
    public SendOptions(Duration ttl, Duration limit) {
        Spans.check("ttl", ttl);
        Spans.check("limit", limit);
        this.ttl = ttl;
        this.limit = limit;
    }

    private SendOptions(SendOptions other) {
        this.ttl = other.ttl;
        this.limit = other.limit;
        this.key = other.key;
        this.revision = other.revision;
        this.expected = other.expected;
        this.waves = other.waves;
        this.stop = other.stop;
    }

    /// Those of a request, for whoever passes it on.
    ///
    /// @throws IllegalArgumentException if a span is not from 1 ms to 7 days
    public static SendOptions of(Request.Send request) {
        SendOptions options =
                new SendOptions(Duration.ofMillis(request.ttlMillis()), Duration.ofMillis(request.limitMillis()));
        options.key = request.key();
        options.revision = request.rev();
        options.expected = request.expect();
        options.waves = request.waves();
        options.stop = request.stop();
        return options;
    }

    /// @param newTtl how long it may wait to be sent, 1 ms to 7 days; 60 s if nothing is said
    public SendOptions withTtl(Duration newTtl) {
        Spans.check("ttl", newTtl);
        SendOptions copy = new SendOptions(this);
        copy.ttl = newTtl;
        return copy;
    }

    /// @param newLimit how long it may stay open in all, 1 ms to 7 days; 5 min if nothing is said. What has
    ///     no verdict then is [Outcome#UNKNOWN]
    public SendOptions withLimit(Duration newLimit) {
        Spans.check("limit", newLimit);
        SendOptions copy = new SendOptions(this);
        copy.limit = newLimit;
        return copy;
    }

    /// Names the command, so that sending it again gives the first one and executes nothing. One with a key
    /// that has no answer when the connection breaks is sent again by the client once it is back.
    ///
    /// @param newKey not empty, at most as long as the server allows
    public SendOptions withKey(String newKey) {
        if (newKey.isEmpty()) {
            throw new IllegalArgumentException("a key is not empty");
        }
        SendOptions copy = new SendOptions(this);
        copy.key = newKey;
        return copy;
    }

    /// Has it refused with 302 unless the roster has this revision.
    public SendOptions withRevision(long newRevision) {
        SendOptions copy = new SendOptions(this);
        copy.revision = newRevision;
        return copy;
    }

    /// Has it refused with 505 unless it is for so many members.
    public SendOptions expecting(int targets) {
        SendOptions copy = new SendOptions(this);
        copy.expected = targets;
        return copy;
    }

    /// Has it sent to some first, and to more when all of those have closed. Waves are cumulative.
    ///
    /// @param newWaves in their order, such as 1, 10 % and 100 %
    public SendOptions withWaves(List<Request.Wave> newWaves) {
        SendOptions copy = new SendOptions(this);
        copy.waves = List.copyOf(newWaves);
        return copy;
    }

    /// Has the waves that are to come cancelled after so many that failed, were refused or are unknown.
    ///
    /// @param failures 1 or more
    public SendOptions stoppingAt(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("it stops at 1 failure or more, not " + failures);
        }
        SendOptions copy = new SendOptions(this);
        copy.stop = failures;
        return copy;
    }

    public Duration ttl() {
        return ttl;
    }

    public Duration limit() {
        return limit;
    }

    public @Nullable String key() {
        return key;
    }

    /// Null if any will do.
    public @Nullable Long revision() {
        return revision;
    }

    /// Null if any number will do.
    public @Nullable Integer expected() {
        return expected;
    }

    /// Unmodifiable; empty if it goes to all at once.
    public List<Request.Wave> waves() {
        return waves;
    }

    /// Null if nothing stops it.
    public @Nullable Integer stop() {
        return stop;
    }

    /// @param body is copied
    Request.Send request(String target, byte[] body) {
        return new Request.Send(
                null, target, ttl.toMillis(), limit.toMillis(), key, revision, expected, waves, stop, body.clone());
    }
}
