package io.echelon.core;

/// Why a request was not carried out. A rejected request has changed nothing and reached nobody.
public sealed interface Rejection extends Selection {
    /// The target names a senior of the sender.
    ///
    /// @param who the most senior one named
    record Upward(MemberId who, int rank, int ownRank) implements Rejection {}

    /// The target names the sender.
    record Self(MemberId who) implements Rejection {}

    /// The sender has the lowest rank.
    record NobodyBelow() implements Rejection {}

    /// The target names a member that is not there.
    record NoSuchMember(MemberId who) implements Rejection {}

    /// The target names a rank that nobody has.
    ///
    /// @param size members of the group
    record NoSuchRank(int rank, int size) implements Rejection {}

    /// The target names nobody, and there is somebody it could have met.
    record NoMatch() implements Rejection {}

    /// The roster is no longer the one that the sender knew.
    record StaleRevision(long revision) implements Rejection {}

    /// The target comes to another number of members than the sender expected.
    record UnexpectedCount(int expected, int count) implements Rejection {}

    /// The sender has used that key for something else.
    record KeyConflict(CommandId command) implements Rejection {}

    record NotAMember() implements Rejection {}

    record AlreadyAMember(MemberId member, String group) implements Rejection {}

    record GroupFull(String group, int capacity) implements Rejection {}

    /// Names are unique in that group, and somebody there, or in line for it, has this one.
    record NameTaken(String name) implements Rejection {}

    /// Nobody has that session, or nobody any more.
    record BadSession() implements Rejection {}

    record TooManyGroups(int limit) implements Rejection {}

    /// @param limit that was reached: the sender's own or the server's
    record TooManyOpen(int limit) implements Rejection {}

    /// The commands that wait have as many bytes as they may.
    record TooMuchWaiting(long limitBytes) implements Rejection {}

    /// Never sequenced in this group, or closed too long ago to be remembered.
    record NoSuchCommand(CommandId command) implements Rejection {}

    /// The command is for its sender, those senior to the sender, and its targets.
    record NotYours(CommandId command) implements Rejection {}

    record NotATarget(CommandId command) implements Rejection {}

    /// No outcome of that member is awaited any more; or, to who calls it back, of anybody.
    record AlreadyClosed(CommandId command) implements Rejection {}
}
