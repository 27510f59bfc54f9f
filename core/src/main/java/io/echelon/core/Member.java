package io.echelon.core;

/// One place in a roster and what is counted for it. Changed by its [Group] only.
final class Member {
    final MemberId id;
    final ConnectionId connection;

    Profile profile;
    /// The revision with which it arrived.
    long joinedRevision;
    /// Whether the place was taken on behalf of a connection that has not asked for it yet.
    boolean isAutomatic;
    boolean hasLeft;
    /// Its own commands that are not closed.
    int openCommands;
    /// Commands of others whose outcome it still owes.
    int openOutcomes;

    Member(MemberId id, ConnectionId connection, Profile profile, boolean isAutomatic) {
        this.id = id;
        this.connection = connection;
        this.profile = profile;
        this.isAutomatic = isAutomatic;
    }

    boolean isSeniorTo(Member other) {
        return id.number() < other.id.number();
    }
}
