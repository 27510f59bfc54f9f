package io.echelon.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What must now be done or told. Effects are carried out in their order; one effect stands for all
/// its recipients.
public sealed interface Effect {
    /// The one answer to a request of `connection`.
    sealed interface Reply extends Effect {
        ConnectionId connection();
    }

    /// A member's place as it was told.
    ///
    /// @param size members of the group, this one included
    /// @param revision of the group's roster
    /// @param token strictly greater than any that an earlier holder of this rank had
    /// @param commander who holds rank 0
    record Place(MemberId member, String group, int rank, int size, long revision, long token, MemberId commander) {}

    /// A place was taken. Told to its holder, and to who watches the group.
    record MemberJoined(ConnectionId connection, Place place, Profile profile) implements Reply {}

    /// A place that was taken automatically is now its holder's by request. Nobody's rank changed.
    record PlaceAdopted(ConnectionId connection, Place place, Profile profile) implements Reply {}

    record PlaceTold(ConnectionId connection, Place place) implements Reply {}

    /// All places are taken: `connection` stands in line.
    ///
    /// @param group its number, counted from 0
    /// @param position 1 is the next to be seated
    record WaitingStarted(ConnectionId connection, int group, int position) implements Reply {}

    /// `connection` holds from now on what was held by another, which is not to be told anything any
    /// more. Nobody's rank changed. What it missed follows.
    ///
    /// @param wasAway whether nobody held it; then who watches the group is told of the return
    /// @param rankTold the rank that was its last when it was lost
    /// @param counted how many events have been counted for it from 0 at the JOIN, those to replay
    ///     included
    /// @param replayed how many of them follow
    /// @param lost how many of those that it has not got are not to be had any more
    /// @param isWatchingRoster what it said of that; null when it said nothing
    /// @param isWatchingCommands whether it hears how all commands get on that it may know of
    record PlaceResumed(
            ConnectionId connection,
            Place place,
            boolean wasAway,
            int rankTold,
            long counted,
            int replayed,
            long lost,
            @Nullable Boolean isWatchingRoster,
            boolean isWatchingCommands)
            implements Reply {}

    /// `connection` has gone to the end of the line, with a new number and the same session.
    record PlaceYielded(ConnectionId connection, Place place, Profile profile) implements Reply {}

    /// A group as it was told to an observer.
    ///
    /// @param group its number, counted from 0
    /// @param size members of the group; observers are none
    /// @param revision of the group's roster
    record View(int group, String name, int size, long revision) {}

    /// From now on `connection` sees a group without a place in it. Nobody else is told.
    record ObservationStarted(ConnectionId connection, View view) implements Reply {}

    record ViewTold(ConnectionId connection, View view) implements Reply {}

    record LeaveAccepted(ConnectionId connection) implements Reply {}

    /// `connection` is to be closed once it has been told so.
    record QuitAccepted(ConnectionId connection) implements Reply {}

    /// `command` is under way.
    ///
    /// @param count how many members it was sent to
    /// @param above how many seniors its pattern would have met
    record CommandAccepted(ConnectionId connection, CommandId command, int count, int above, long revision)
            implements Reply {}

    /// The key of a command was used before, for the same: this is the command of that time. Nothing
    /// is sent.
    ///
    /// @param first what was answered then, to whoever asks now
    record CommandRepeated(CommandAccepted first, boolean isOpen, Tally tally) implements Reply {
        @Override
        public ConnectionId connection() {
            return first.connection();
        }
    }

    /// @param dropped how many were not sent the command, and never will be
    /// @param asked how many have it and are asked to stop
    record CancelAccepted(ConnectionId connection, int dropped, int asked) implements Reply {}

    /// @param isLate whether the outcome was already settled as unknown, and stays so: what was
    ///     reported is kept beside it
    record OutcomeAccepted(ConnectionId connection, boolean isLate) implements Reply {}

    /// @param seats in rank order
    record RosterTold(ConnectionId connection, long revision, List<Seat> seats) implements Reply {}

    /// One line of a roster.
    record Seat(MemberId member, int rank, boolean isAway, Profile profile) {}

    /// @param late how many reported after their outcome was settled as unknown
    record TallyTold(ConnectionId connection, CommandId command, boolean isOpen, Tally tally, int late)
            implements Reply {}

    /// @param results in the order of seniority
    record ResultsTold(ConnectionId connection, CommandId command, boolean isOpen, List<Result> results)
            implements Reply {}

    /// What became of a command at one target.
    ///
    /// @param elapsedMillis from the sequencing of the command to its outcome; 0 while it is open
    /// @param late what was reported after the outcome was settled as unknown; then code and body
    ///     are its
    record Result(
            MemberId executor,
            Outcome outcome,
            @Nullable Integer code,
            long elapsedMillis,
            Body body,
            @Nullable Outcome late) {}

    /// From now on `connection` is told of the subject, or no longer.
    ///
    /// @param group in which it has its place, or which it observes
    /// @param command 0 unless the subject is one command
    record WatchChanged(ConnectionId connection, int group, WatchSubject subject, long command, boolean isWatching)
            implements Reply {}

    record Rejected(ConnectionId connection, Rejection rejection) implements Reply {}

    /// A place was given up. Every member below moves up by one and is told so, nobody else; who
    /// watches the group is told of the departure.
    ///
    /// @param connection that held the place; null if it was away
    /// @param rank that it had
    /// @param size members that are left
    /// @param revision of the roster without it
    /// @param token of each member that moved up
    /// @param commander who now holds rank 0, null when nobody is left
    record MemberLeft(
            MemberId member,
            @Nullable ConnectionId connection,
            int rank,
            int size,
            long revision,
            long token,
            Departure why,
            @Nullable MemberId commander)
            implements Effect {}

    /// A member has lost its connection and keeps its place for a while. Nobody's rank changed; who
    /// watches the group is told.
    record MemberAway(MemberId member, ConnectionId connection, int rank, long revision, long graceMillis)
            implements Effect {}

    /// `connection`, which stood in line, has been given a place. Told to it, and to who watches.
    record MemberSeated(ConnectionId connection, Place place, Profile profile) implements Effect {}

    /// `connection` stands in line no longer, without a place: those behind it move up.
    record WaitingEnded(ConnectionId connection, int group) implements Effect {}

    /// The place of `connection` was taken up on another: it is to be told so and closed.
    record ConnectionFenced(ConnectionId connection, MemberId member) implements Effect {}

    /// A member that watches the roster, or would by default, has missed some of its changes.
    ///
    /// @param seats in rank order
    record RosterShown(MemberId member, long revision, List<Seat> seats) implements Effect {}

    /// `connection` sees the group no longer. Nobody is told, and what was kept for it is to go.
    record ObservationEnded(ConnectionId connection, int group) implements Effect {}

    /// `body` is to be executed by all recipients, which are junior to the sender.
    ///
    /// @param senderRank when the command was sequenced
    record Deliver(CommandId command, MemberId sender, int senderRank, Recipients recipients, long ttlMillis, Body body)
            implements Effect {}

    /// All recipients are to be asked to stop executing a command. They still give their verdict.
    ///
    /// @param why who wants it, or what
    record CancelAsked(CommandId command, Recipients recipients, CancelReason why) implements Effect {}

    /// Who called a command back.
    enum CancelReason {
        SENDER,
        /// A member that is senior to the sender.
        SENIOR
    }

    /// `sender` is to be told what became of its command at one target.
    ///
    /// @param rank of the executor, the last one if it has left
    /// @param elapsedMillis since the command was sequenced
    record OutcomeTold(
            MemberId sender,
            CommandId command,
            MemberId executor,
            int rank,
            Outcome outcome,
            @Nullable Integer code,
            long elapsedMillis,
            Body body)
            implements Effect {}

    /// `sender` is to be told that nothing of its command is open any more. Once a command, last.
    record CommandClosed(MemberId sender, CommandId command, Tally tally, long elapsedMillis) implements Effect {}

    /// Who watches the command is to be told how it stands. May be left out when another follows soon,
    /// but for the last one.
    ///
    /// @param sender whose command it is: only that member and its seniors may know
    record TallyMoved(CommandId command, MemberId sender, boolean isOpen, Tally tally) implements Effect {}

    /// Who watches the command is to be told what an executor puts out.
    ///
    /// @param stream 1 is standard output, 2 is standard error
    record OutputTold(CommandId command, MemberId sender, MemberId executor, int rank, int stream, Body body)
            implements Effect {}

    /// Who watches the command is to be told how much of it is done.
    ///
    /// @param percent 0 to 100
    record ProgressTold(CommandId command, MemberId sender, MemberId executor, int rank, int percent, Body body)
            implements Effect {}

    /// What an edge has to know of a group that it has not followed from the beginning. Told to nobody.
    ///
    /// @param line who stands in line for a place, the next to be seated first
    record GroupShown(View view, List<ConnectionId> line) implements Effect {}
}
