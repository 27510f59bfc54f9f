package io.echelon.core;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that happened at the edge: the only way to change a [StateMachine]. Inputs of a
/// connection keep the order of its requests, and each of those is answered by exactly one
/// [Effect.Reply] to it.
public sealed interface Input {
    /// Something that a member asks or says about a command of its group.
    sealed interface AboutCommand extends Input {
        ConnectionId connection();
    }

    /// The sequencer's clock moved on; the only source of time in the core.
    ///
    /// @param nowMillis monotonic milliseconds; a smaller one than the last counts as the last
    record TimeAdvanced(long nowMillis) implements Input {}

    /// `connection` asked for a place in a group.
    ///
    /// @param waits whether it stands in line for a place when the group is full
    /// @param isAutomatic whether the server asks on behalf of somebody who said nothing yet: a
    ///     later request of that connection may adopt the place or trade it
    record JoinRequested(
            ConnectionId connection, String group, Profile profile, Terms terms, boolean waits, boolean isAutomatic)
            implements Input {}

    /// `connection` wants to go on with the place of a member whose session it knows.
    ///
    /// @param session what it came with
    /// @param next what the member comes back with from now on
    /// @param got how many counted events it has, from 0 at the JOIN
    record ResumeRequested(ConnectionId connection, SessionHash session, SessionHash next, long got) implements Input {}

    /// `connection` wants to go to the end of the line, as if it left and joined at once.
    record YieldRequested(ConnectionId connection) implements Input {}

    /// `connection` asked to see a group without taking a place in it.
    record ObservationRequested(ConnectionId connection, String group) implements Input {}

    /// `connection` gave its place up, or observes no longer, and stays connected.
    record LeaveRequested(ConnectionId connection) implements Input {}

    /// `connection` gave up whatever it has and will close.
    record QuitRequested(ConnectionId connection) implements Input {}

    /// `connection` is gone; nothing can be told to it any more. A member with grace keeps its place.
    record ConnectionLost(ConnectionId connection) implements Input {}

    /// All connections whose numbers lie in a range are gone at once, with the server that held them. It
    /// is as if each were lost by itself, in the order of their numbers.
    ///
    /// @param last inclusive
    record ConnectionsLost(long first, long last) implements Input {}

    /// Those who are away have their whole grace before them again: nobody is to lose its place because
    /// there was nobody for a while who could have taken it up.
    record GracesRestarted() implements Input {}

    /// Other limits hold from now on. What is more than it may be by then is not taken from anybody: it
    /// grows no further. Only what goes by itself when it becomes too much goes at once.
    ///
    /// @param uniqueNames groups in which no two members may have the same name
    record SettingsChanged(Limits limits, Set<String> uniqueNames) implements Input {
        public SettingsChanged {
            uniqueNames = Collections.unmodifiableSet(new LinkedHashSet<>(uniqueNames));
        }
    }

    /// All tokens are to be greater than any that a state had which was lost.
    ///
    /// @param base what revisions are added to; a smaller one than before changes nothing
    record TokensRaised(long base) implements Input {}

    /// `connection` asked members ranked below it to execute `body`.
    ///
    /// @param ttlMillis how long the command may wait before it is sent
    /// @param limitMillis from now on, until what has no verdict becomes [Outcome#UNKNOWN]; the edge
    ///     lets no more than seven days pass
    record CommandSubmitted(
            ConnectionId connection,
            Target target,
            Body body,
            long ttlMillis,
            long limitMillis,
            Conditions conditions,
            Rollout rollout)
            implements AboutCommand {}

    /// `connection` called a command back: its own, or one of a junior.
    record CancelRequested(ConnectionId connection, long command) implements AboutCommand {}

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
            Body body) implements AboutCommand {}

    /// `connection` sent a piece of what a command that it executes puts out.
    ///
    /// @param stream 1 is standard output, 2 is standard error
    record OutputReported(ConnectionId connection, long command, int stream, Body body) implements AboutCommand {}

    /// `connection` said how much of a command is done.
    ///
    /// @param percent 0 to 100
    record ProgressReported(ConnectionId connection, long command, int percent, Body body) implements AboutCommand {}

    /// `connection` asked who is in its group.
    ///
    /// @param target of whom, ranging over everybody; all when null
    record RosterRequested(
            ConnectionId connection, @Nullable Target target) implements Input {}

    /// `connection` asked for its own place.
    record PlaceRequested(ConnectionId connection) implements Input {}

    /// `connection` asked how a command stands.
    record TallyRequested(ConnectionId connection, long command) implements AboutCommand {}

    /// `connection` asked what became of a command at each target that has an outcome of its own.
    ///
    /// @param only with this outcome; all when null
    record ResultsRequested(
            ConnectionId connection, long command, @Nullable Outcome only) implements AboutCommand {}

    /// `connection` asked to be told of something, or no longer.
    ///
    /// @param command 0 unless the subject is one command
    record WatchRequested(ConnectionId connection, WatchSubject subject, long command, boolean isWatching)
            implements Input {}
}
