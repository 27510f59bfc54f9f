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

    record OutcomeAccepted(ConnectionId connection) implements Reply {}

    /// @param seats in rank order
    record RosterTold(ConnectionId connection, long revision, List<Seat> seats) implements Reply {}

    /// One line of a roster.
    record Seat(MemberId member, int rank, Profile profile) {}

    record TallyTold(ConnectionId connection, CommandId command, boolean isOpen, Tally tally) implements Reply {}

    /// From now on `connection` is told of the arrivals and departures of its group, or no longer.
    ///
    /// @param group in which it has its place, or which it observes
    record WatchChanged(ConnectionId connection, int group, boolean isWatching) implements Reply {}

    record Rejected(ConnectionId connection, Rejection rejection) implements Reply {}

    /// A place was given up. Every member below moves up by one and is told so, nobody else; who
    /// watches the group is told of the departure.
    ///
    /// @param connection that held the place
    /// @param rank that it had
    /// @param size members that are left
    /// @param revision of the roster without it
    /// @param token of each member that moved up
    /// @param commander who now holds rank 0, null when nobody is left
    record MemberLeft(
            MemberId member,
            ConnectionId connection,
            int rank,
            int size,
            long revision,
            long token,
            Departure why,
            @Nullable MemberId commander)
            implements Effect {}

    /// `connection` sees the group no longer. Nobody is told, and what was kept for it is to go.
    record ObservationEnded(ConnectionId connection, int group) implements Effect {}

    /// `body` is to be executed by all recipients, which are junior to the sender.
    ///
    /// @param senderRank when the command was sequenced
    record Deliver(CommandId command, MemberId sender, int senderRank, Recipients recipients, long ttlMillis, Body body)
            implements Effect {}

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
}
