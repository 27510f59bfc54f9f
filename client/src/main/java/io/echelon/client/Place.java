package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;

/// A member's place in its group, as the server last told it.
///
/// @param rank how many members are senior to this one: 0 is in command. It only ever gets smaller while
///     the member keeps its number
/// @param size members of the group, this one included, when it was told
/// @param revision of the roster when it was told; it goes up by one with each arrival and departure
/// @param token fencing token of the rank: greater than that of any earlier holder of the same rank
public record Place(String group, MemberId id, int rank, int size, long revision, long token) {
    static Place read(Fields fields) throws GarbledReplyException {
        return new Place(
                fields.text("group"),
                new MemberId(fields.member("id")),
                (int) fields.number("rank"),
                (int) fields.number("of"),
                fields.number("rev"),
                fields.number("token"));
    }

    /// @param promotion what a `*RANK` says
    Place promoted(Fields promotion) throws GarbledReplyException {
        return new Place(
                group,
                id,
                (int) promotion.number(0),
                (int) promotion.number("of"),
                promotion.number("rev"),
                promotion.number("token"));
    }

    /// @param successor what the answer to a YIELD says
    Place yielded(Fields successor) throws GarbledReplyException {
        return new Place(
                group,
                new MemberId(successor.member("id")),
                (int) successor.number("rank"),
                (int) successor.number("of"),
                successor.number("rev"),
                successor.number("token"));
    }

    Place changed(int newSize, long newRevision) {
        return new Place(group, id, rank, newSize, newRevision, token);
    }
}
