package io.echelon.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a peer asks, checked as far as one line can tell. Switch over [#verb()].
///
/// Bodies are arrays of their own, made for the request and shared with nobody; they are not compared by `equals`.
@SuppressWarnings("ArrayRecordComponent") // A body is opaque octets on a hot path; no code compares requests.
public sealed interface Request extends Frame {
    String DEFAULT_GROUP = "main";
    long DEFAULT_TTL_MILLIS = 60_000;
    long DEFAULT_LIMIT_MILLIS = 300_000;

    Verb verb();

    /// A program presents itself.
    ///
    /// @param language what it is written in, and its version: for the server's operator
    /// @param countsBodies whether it wants bodies as `{n}` and octets
    record Hello(
            @Nullable String tag,
            @Nullable String name,
            @Nullable String language,
            @Nullable String version,
            boolean countsBodies)
            implements Request {
        @Override
        public Verb verb() {
            return Verb.HELLO;
        }
    }

    /// @param labels in the order in which they were written, unmodifiable
    /// @param reportsResults whether it will answer every command with DONE, FAIL or REFUSE
    /// @param observes whether it wants to see the group only; then name, labels and results mean nothing
    record Join(
            @Nullable String tag,
            String group,
            @Nullable String name,
            Map<String, String> labels,
            boolean reportsResults,
            boolean observes)
            implements Request {
        public Join {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }

        @Override
        public Verb verb() {
            return Verb.JOIN;
        }
    }

    record Leave(@Nullable String tag) implements Request {
        @Override
        public Verb verb() {
            return Verb.LEAVE;
        }
    }

    record Quit(@Nullable String tag) implements Request {
        @Override
        public Verb verb() {
            return Verb.QUIT;
        }
    }

    /// @param target as written, not yet understood; null is everybody
    record Who(@Nullable String tag, @Nullable String target) implements Request {
        @Override
        public Verb verb() {
            return Verb.WHO;
        }
    }

    record Me(@Nullable String tag) implements Request {
        @Override
        public Verb verb() {
            return Verb.ME;
        }
    }

    /// @param target as written, not yet understood
    /// @param ttlMillis how long the command may wait to be sent
    /// @param limitMillis how long it may stay open in all
    record Send(@Nullable String tag, String target, long ttlMillis, long limitMillis, byte[] body) implements Request {
        @Override
        public Verb verb() {
            return Verb.SEND;
        }
    }

    record Ack(@Nullable String tag, long command) implements Request {
        @Override
        public Verb verb() {
            return Verb.ACK;
        }
    }

    record Done(
            @Nullable String tag, long command, @Nullable Integer code, byte[] body) implements Request {
        @Override
        public Verb verb() {
            return Verb.DONE;
        }
    }

    record Fail(
            @Nullable String tag, long command, @Nullable Integer code, byte[] body) implements Request {
        @Override
        public Verb verb() {
            return Verb.FAIL;
        }
    }

    record Refuse(@Nullable String tag, long command, byte[] body) implements Request {
        @Override
        public Verb verb() {
            return Verb.REFUSE;
        }
    }

    record Tally(@Nullable String tag, long command) implements Request {
        @Override
        public Verb verb() {
            return Verb.TALLY;
        }
    }

    /// Show me the changes of the roster.
    record Watch(@Nullable String tag) implements Request {
        @Override
        public Verb verb() {
            return Verb.WATCH;
        }
    }

    record Unwatch(@Nullable String tag) implements Request {
        @Override
        public Verb verb() {
            return Verb.UNWATCH;
        }
    }

    /// @param word to be given back, at most 64 bytes
    record Ping(@Nullable String tag, @Nullable String word) implements Request {
        @Override
        public Verb verb() {
            return Verb.PING;
        }
    }

    /// @param topic a verb or `limits`, as written; null is the overview
    record Help(@Nullable String tag, @Nullable String topic) implements Request {
        @Override
        public Verb verb() {
            return Verb.HELP;
        }
    }
}
