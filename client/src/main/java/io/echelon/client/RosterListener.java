package io.echelon.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hears of arrivals and departures in a group, in the group's one order, one call at a time, on a thread
/// of the client's that is there for that: it may block, send commands and wait for them. At
/// [ClientOptions#MAX_WAITING_EVENTS] that wait for it the connection is given up, and the client with it.
///
/// It hears from just after joining on. Who wants to know everybody asks for [GroupView#roster] after that,
/// and adds what is heard of later revisions.
public interface RosterListener {
    /// A member has taken a place.
    ///
    /// @param rank which it got: the last
    /// @param revision of the roster with it
    /// @param name what it calls itself
    default void onJoined(MemberId member, int rank, long revision, @Nullable String name) {}

    /// A member has given its place up, or lost it.
    ///
    /// @param rank that it had
    /// @param revision of the roster without it
    /// @param why a word of the server's: `quit`, `lost`, …
    default void onLeft(MemberId member, int rank, long revision, String why) {}

    /// A member has lost its connection and keeps its place for a while. The roster has the same revision.
    ///
    /// @param grace how long
    default void onAway(MemberId member, int rank, Duration grace) {}

    /// A member that was away has come back. The roster has the same revision.
    default void onBack(MemberId member, int rank) {}

    /// What there is now, since arrivals and departures may have been missed: after the client has come
    /// back.
    default void onRoster(Roster roster) {}

    /// As [#onRoster], where there are too many members to be told of at once: [GroupView#roster] asks for
    /// them, on another thread than this.
    ///
    /// @param size members in all
    default void onLongRoster(int size, long revision) {}

    /// The place is gone, or the connection of an observer. Nothing more is heard, unless the membership
    /// joins anew. Not called if [Client#close] came first, or if the place was left.
    default void onLost(ConnectionLostException cause) {}
}
