package io.echelon.testkit.chaos;

import java.util.List;
import java.util.Map;

/// What a client did or was told. Members are numbers: 7 is `m7`.
public sealed interface Event {
    /// A server has greeted it.
    ///
    /// @param epoch as of [io.echelon.client.Client#epoch]
    record Greeted(String epoch) implements Event {}

    /// It is about to ask for a place.
    record JoinBegun() implements Event {}

    /// The server has given it a place.
    record Joined(Standing standing) implements Event {}

    /// The server has said that it moved up.
    record Promoted(Standing standing) implements Event {}

    /// It has its place again, on another connection.
    record Resumed(Standing standing) implements Event {}

    /// The server has answered something that only a member may ask.
    ///
    /// @param begunNanos when it was asked, of [System#nanoTime]
    record Confirmed(long begunNanos) implements Event {}

    /// Its connection has ended, and it keeps the place for the time being.
    record WentAway() implements Event {}

    /// It has no place any more, or acts as if it had none.
    record Ended(End why) implements Event {}

    /// Why a place has ended.
    enum End {
        /// It was given up on purpose, and the server may not know yet.
        LEFT,
        /// There was no grace, and the connection broke.
        BROKEN,
        /// The server said that it does not know the place.
        FORGOTTEN,
        /// The client gave up, as it could not reach anybody in time.
        UNREACHED,
        /// Another connection has it.
        FENCED
    }

    /// It has its place again, but so many events are gone.
    record Missed(long events) implements Event {}

    /// It is about to send a command.
    ///
    /// @param key unique in the whole history
    record SendBegun(String key, String target, String body) implements Event {}

    /// The server has taken a command.
    ///
    /// @param sender the member that it was at that time
    /// @param isRepeated whether the server says that it knew it already
    record Accepted(String key, long sender, long command, int targets, long revision, boolean isRepeated)
            implements Event {}

    /// The server has not taken a command.
    ///
    /// @param isCertain whether it certainly does not happen; otherwise nobody knows
    record Refused(String key, int code, boolean isCertain) implements Event {}

    /// It was given a command to execute.
    ///
    /// @param executor the member that it was at that time
    record Received(long executor, long command, long sender, int senderRank, String body) implements Event {}

    /// It was told what became of its command at one target.
    record Resulted(long command, long executor, String state) implements Event {}

    /// It was told that its command has closed.
    ///
    /// @param states how many targets are in each
    record Closed(long command, int total, Map<String, Integer> states) implements Event {
        public Closed {
            states = Map.copyOf(states);
        }
    }

    /// It asked, when all was over, how its command stands.
    ///
    /// @param isKnown whether the server knows it
    record Tallied(long command, boolean isKnown, int total, Map<String, Integer> states) implements Event {
        public Tallied {
            states = Map.copyOf(states);
        }
    }

    /// What a server lists, when all is over.
    record Listed(long revision, List<Member> members) implements Event {
        public Listed {
            members = List.copyOf(members);
        }

        /// A line of the list.
        public record Member(long id, int rank, boolean isAway) {}
    }

    /// A place as the server tells it.
    ///
    /// @param size members of the group
    /// @param token of the rank
    record Standing(long member, int rank, int size, long revision, long token) {}
}
