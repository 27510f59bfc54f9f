package io.echelon.cli;

import io.echelon.client.ConnectionLostException;
import io.echelon.client.LossReason;
import io.echelon.client.MemberId;
import io.echelon.client.Place;
import io.echelon.client.StateChange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a person is told what becomes of places: its own, and those of others. What others wrote is escaped.
final class StateText {
    private static final long MILLIS_PER_SECOND = 1_000;

    private StateText() {}

    static String waiting(int position) {
        return "the group is full; you stand in line at position " + position;
    }

    static String joined(Place place, String address) {
        return "you are " + place.id() + " in " + Shown.line(place.group()) + " at " + address + ": "
                + MemberText.standing(place);
    }

    static String promoted(Place place, int previousRank) {
        return "promoted: you were rank " + previousRank + " and are " + MemberText.standing(place);
    }

    static String yielded(Place place) {
        return "you are " + place.id() + " now: " + MemberText.standing(place);
    }

    /// @param change to AWAY
    static String away(StateChange change) {
        return "the connection broke; coming back … (" + reason(change) + ")";
    }

    static String back(Place place) {
        return "back as " + MemberText.standing(place);
    }

    static String missed(long events) {
        return "while you were away more happened than was kept for you; " + events + " "
                + (events == 1 ? "event is" : "events are") + " lost, results or commands among them";
    }

    /// @param change to LOST
    static String lost(StateChange change) {
        if (change.place() == null) {
            return "lost the server, and your place in the line with it: " + reason(change);
        }
        return (isServerThere(change.cause()) ? "lost your place: " : "lost the server, and your place with it: ")
                + reason(change);
    }

    private static boolean isServerThere(@Nullable ConnectionLostException cause) {
        return cause != null && (cause.reason() == LossReason.FENCED || cause.reason() == LossReason.FORGOTTEN);
    }

    private static String reason(StateChange change) {
        return change.cause() == null
                ? "for no known reason"
                : String.valueOf(change.cause().getMessage());
    }

    static String arrived(MemberId member, int rank, @Nullable String name) {
        return member + (name == null ? "" : " " + Shown.line(name)) + " joined at rank " + rank;
    }

    static String left(MemberId member, int rank, String why) {
        return member + " left rank " + rank + " (" + Shown.line(why) + ")";
    }

    static String away(MemberId member, int rank, Duration grace) {
        return member + " is away; rank " + rank + " is kept for " + time(grace);
    }

    static String back(MemberId member, int rank) {
        return member + " is back at rank " + rank;
    }

    private static String time(Duration time) {
        long millis = time.toMillis();
        return millis % MILLIS_PER_SECOND == 0 ? millis / MILLIS_PER_SECOND + " s" : millis + " ms";
    }
}
