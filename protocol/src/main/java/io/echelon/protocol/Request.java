package io.echelon.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    /// The client's own mark, without the `#`; its answer bears it.
    @Override
    @Nullable
    String tag();

    /// A program presents itself.
    ///
    /// @param language what it is written in, and its version: for the server's operator
    /// @param countsBodies whether it wants bodies as `{n}` and octets
    /// @param pingMillis the silence after which it wants to be pinged, 0 when it does not say
    record Hello(
            @Nullable String tag,
            @Nullable String name,
            @Nullable String language,
            @Nullable String version,
            boolean countsBodies,
            long pingMillis)
            implements Request {
        @Override
        public Verb verb() {
            return Verb.HELLO;
        }
    }

    /// @param labels in the order in which they were written, unmodifiable
    /// @param reportsResults whether it will answer every command with DONE, FAIL or REFUSE
    /// @param observes whether it wants to see the group only; then all but the group means nothing
    /// @param window how many commands it takes at once, 0 when it does not say
    /// @param graceMillis how long its place is kept after its connection broke; 0 when not at all
    /// @param waits whether it queues for a place when the group is full
    record Join(
            @Nullable String tag,
            String group,
            @Nullable String name,
            Map<String, String> labels,
            boolean reportsResults,
            boolean observes,
            int window,
            long graceMillis,
            boolean waits)
            implements Request {
        public Join {
            labels = labels.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }

        @Override
        public Verb verb() {
            return Verb.JOIN;
        }
    }

    /// A member whose connection broke wants its place again.
    ///
    /// @param session what the JOIN was answered with: a secret, which stands in no log
    /// @param got how many of the events that count have arrived
    record Resume(@Nullable String tag, String session, long got) implements Request {
        @Override
        public Verb verb() {
            return Verb.RESUME;
        }

        @Override
        public String toString() {
            return "Resume[tag=" + tag + ", got=" + got + "]";
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

    /// To the end of the line, with a new number.
    record Yield(@Nullable String tag) implements Request {
        @Override
        public Verb verb() {
            return Verb.YIELD;
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
    /// @param key by which a repetition is known
    /// @param rev the revision that the group must have
    /// @param expect how many members the target must match
    /// @param waves in their order, unmodifiable; empty when it goes to all at once
    /// @param stop how many failures cancel the waves that are to come, at least 1
    record Send(
            @Nullable String tag,
            String target,
            long ttlMillis,
            long limitMillis,
            @Nullable String key,
            @Nullable Long rev,
            @Nullable Integer expect,
            List<Wave> waves,
            @Nullable Integer stop,
            byte[] body)
            implements Request {
        public Send {
            waves = waves.isEmpty() ? List.of() : List.copyOf(waves);
        }

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

    /// Output of a command that is under way.
    ///
    /// @param stream 1 the standard output, 2 the standard error
    record Out(@Nullable String tag, long command, int stream, byte[] body) implements Request {
        @Override
        public Verb verb() {
            return Verb.OUT;
        }
    }

    /// How far a command is.
    ///
    /// @param percent 0 to 100
    record Prog(@Nullable String tag, long command, int percent, byte[] body) implements Request {
        @Override
        public Verb verb() {
            return Verb.PROG;
        }
    }

    record Cancel(@Nullable String tag, long command) implements Request {
        @Override
        public Verb verb() {
            return Verb.CANCEL;
        }
    }

    record Tally(@Nullable String tag, long command) implements Request {
        @Override
        public Verb verb() {
            return Verb.TALLY;
        }
    }

    /// @param state the only one that is asked for, of [#STATES]; null is all
    record Results(
            @Nullable String tag, long command, @Nullable String state) implements Request {
        /// What may have become of a command at one target.
        public static final List<String> STATES = List.of(
                "waiting",
                "sent",
                "running",
                "done",
                "failed",
                "refused",
                "cancelled",
                "expired",
                "undelivered",
                "delivered",
                "unknown");

        @Override
        public Verb verb() {
            return Verb.RESULTS;
        }
    }

    /// Show me what changes about a subject.
    ///
    /// @param command 0 unless the subject is one command
    record Watch(@Nullable String tag, Subject subject, long command) implements Request {
        @Override
        public Verb verb() {
            return Verb.WATCH;
        }
    }

    /// @param command 0 unless the subject is one command
    record Unwatch(@Nullable String tag, Subject subject, long command) implements Request {
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

    /// @param word the one that the ping had, at most 64 bytes
    /// @param got how many of the events that count have arrived, -1 when it does not say
    record Pong(@Nullable String tag, @Nullable String word, long got) implements Request {
        @Override
        public Verb verb() {
            return Verb.PONG;
        }
    }

    /// @param topic a verb or `limits`, as written; null is the overview
    record Help(@Nullable String tag, @Nullable String topic) implements Request {
        @Override
        public Verb verb() {
            return Verb.HELP;
        }
    }

    /// An operator asks about the servers, or changes them.
    ///
    /// @param node which one; null for [Action#STATUS] only
    /// @param address where the others find it, as `host:port`; null but for [Action#ADD]
    record Cluster(
            @Nullable String tag,
            Action action,
            @Nullable String node,
            @Nullable String address) implements Request {
        /// What is to be done.
        public enum Action {
            STATUS,
            ADD,
            REMOVE,
            TRANSFER;

            private final String word = name().toLowerCase(Locale.ROOT);

            /// As it is written.
            String word() {
                return word;
            }
        }

        @Override
        public Verb verb() {
            return Verb.CLUSTER;
        }
    }

    /// How much of a command's target has been sent to once a wave is open, the waves before it included.
    ///
    /// @param amount members, 1 or more; or a percentage of them, 1 to 100
    record Wave(int amount, boolean isPercent) {}

    /// What may be watched.
    enum Subject {
        ROSTER,
        COMMANDS,
        /// One command.
        COMMAND
    }
}
