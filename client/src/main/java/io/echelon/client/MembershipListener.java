package io.echelon.client;

/// Hears what happens to a membership. Arrivals and departures of others are only heard if
/// [JoinOptions#isRosterWatched] says so.
public interface MembershipListener extends RosterListener {
    /// The member has moved up. Departures that came together make one call.
    ///
    /// @param place the new one
    /// @param previousRank the one that was told before
    default void onRank(Place place, int previousRank) {}
}
