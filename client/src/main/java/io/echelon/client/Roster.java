package io.echelon.client;

import java.util.List;

/// All members of a group at one revision.
///
/// @param seats in rank order, unmodifiable
public record Roster(String group, long revision, List<Seat> seats) {
    public Roster {
        seats = List.copyOf(seats);
    }
}
