package io.echelon.core;

import org.jspecify.annotations.Nullable;

/// Something that happened at the edge: the only way to change a [StateMachine]. Inputs of a
/// connection keep the order of its requests, and each but [ConnectionLost] and [TimeAdvanced] is
/// answered by exactly one [Effect.Reply] to it.
public sealed interface Input {
    /// The sequencer's clock moved on; the only source of time in the core.
    ///
    /// @param nowMillis monotonic milliseconds; a smaller one than the last counts as the last
    record TimeAdvanced(long nowMillis) implements Input {}

    /// `connection` asked for a place in a group.
    ///
    /// @param isAutomatic whether the server asks on behalf of somebody who said nothing yet: a
    ///     later request of that connection may adopt the place or trade it
    record JoinRequested(ConnectionId connection, String group, Profile profile, boolean isAutomatic)
            implements Input {}

    /// `connection` asked to see a group without taking a place in it.
    record ObservationRequested(ConnectionId connection, String group) implements Input {}

    /// `connection` gave its place up, or observes no longer, and stays connected.
    record LeaveRequested(ConnectionId connection) implements Input {}

    /// `connection` gave up whatever it has and will close.
    record QuitRequested(ConnectionId connection) implements Input {}

    /// `connection` is gone; nothing can be told to it any more.
    record ConnectionLost(ConnectionId connection) implements Input {}

    /// `connection` asked members ranked below it to execute `body`.
    ///
    /// @param ttlMillis how long the command may wait before it is sent
    /// @param limitMillis from now on, until what has no verdict becomes [Outcome#UNKNOWN]; the edge
    ///     lets no more than seven days pass
    record CommandSubmitted(ConnectionId connection, Target target, Body body, long ttlMillis, long limitMillis)
            implements Input {}

    /// `connection` said how far it is with a command.
    ///
    /// @param command the number of the command in the group
    /// @param outcome RUNNING, DONE, FAILED or REFUSED
    /// @param code the exit code, where there is one
    record OutcomeReported(
            ConnectionId connection,
            long command,
            Outcome outcome,
            @Nullable Integer code,
            Body body) implements Input {}

    /// `connection` asked who is in its group.
    ///
    /// @param target of whom, ranging over everybody; all when null
    record RosterRequested(
            ConnectionId connection, @Nullable Target target) implements Input {}

    /// `connection` asked for its own place.
    record PlaceRequested(ConnectionId connection) implements Input {}

    /// `connection` asked how a command stands.
    record TallyRequested(ConnectionId connection, long command) implements Input {}

    /// `connection` asked to be told of arrivals and departures, or no longer.
    record WatchRequested(ConnectionId connection, boolean isWatching) implements Input {}
}
