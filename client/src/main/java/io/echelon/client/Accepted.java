package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;

/// The server's word that a command is under way.
///
/// @param command its number in the group, from 1 on
/// @param targets how many members it is for
/// @param above how many seniors its pattern would have met, which it spared
/// @param revision of the roster that it was judged by
/// @param isRepeated whether its key was used before: then this is the command of that time, and nothing
///     was sent
public record Accepted(long command, int targets, int above, long revision, boolean isRepeated) {
    /// The first of its key, or without one.
    public Accepted(long command, int targets, int above, long revision) {
        this(command, targets, above, revision, false);
    }

    /// @param fields of `+OK id=7 n=12 above=2 rev=88`
    /// @throws GarbledReplyException if it lacks something
    public static Accepted read(Fields fields) throws GarbledReplyException {
        return new Accepted(
                fields.number("id"),
                (int) fields.number("n"),
                (int) fields.number("above"),
                fields.number("rev"),
                "yes".equals(fields.find("dup")));
    }
}
