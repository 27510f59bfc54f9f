package io.echelon.client;

/// Hears what happens to a membership. Arrivals and departures of others are only heard if
/// [JoinOptions#isRosterWatched] says so.
///
/// Everything comes on one thread in the order in which it happened, so a loss is always heard before what
/// regains the place, and each promotion before the next.
public interface MembershipListener extends RosterListener {
    /// The member has moved up. Departures that came together make one call.
    ///
    /// @param place the new one
    /// @param previousRank the one that was told before
    default void onRank(Place place, int previousRank) {}

    /// The membership has come from one state into another. When it has come back to
    /// [MembershipState#MEMBER], its rank may be another than before: then [#onRank] follows.
    default void onState(StateChange change) {}

    /// It stands in line for a place, or has moved up there.
    ///
    /// @param position 1 is the next
    default void onWaiting(int position) {}

    /// While the member was away more happened than the server has kept for it: commands that it will not
    /// execute, which their senders see as unknown in the end, or results of what it sent. Its commands
    /// close all the same.
    ///
    /// @param events how many are lost
    default void onGap(long events) {}
}
