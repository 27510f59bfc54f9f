package io.echelon.client;

import org.jspecify.annotations.Nullable;

/// Hears of arrivals and departures in a group, in the group's one order, one call at a time, on a thread of
/// the client's that is there for that: it may block, send commands and wait for them. At
/// [ClientOptions#MAX_WAITING_EVENTS] that wait for it the connection is given up.
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

    /// The connection is gone, and the place with it; nothing more is heard. Not called if [Client#close]
    /// came first, or if the place was left.
    default void onLost(ConnectionLostException cause) {}
}
