package io.echelon.client;

import org.jspecify.annotations.Nullable;

/// Hears of arrivals and departures in a group, in the group's one order, one call at a time, on a thread of
/// the client's that is there for that: it may block, send commands and wait for them. At
/// [ClientOptions#MAX_WAITING_EVENTS] that wait for it the connection is given up.
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

    /// The connection is gone, and the place with it; nothing more is heard. Not called after [Client#close].
    default void onLost(ConnectionLostException cause) {}
}
