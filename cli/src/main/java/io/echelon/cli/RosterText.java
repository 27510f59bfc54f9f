package io.echelon.cli;

import io.echelon.client.Roster;
import io.echelon.client.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// A roster as a table for people. What members wrote is escaped.
final class RosterText {
    private static final int MOST_NAME_CHARS = 24;
    private static final String ACTIVE = "active";

    private RosterText() {}

    /// A heading, then a line a member. States have a column where not everybody is active.
    static List<String> table(Roster roster) {
        List<String> lines = new ArrayList<>();
        lines.add(Shown.line(roster.group()) + ": "
                + MemberText.members(roster.seats().size()) + ", revision " + roster.revision());
        int idWidth = "ID".length();
        int nameWidth = "NAME".length();
        for (Seat seat : roster.seats()) {
            idWidth = Math.max(idWidth, seat.id().toString().length());
            nameWidth = Math.max(nameWidth, Math.min(MOST_NAME_CHARS, name(seat).length()));
        }
        boolean hasStates =
                roster.seats().stream().anyMatch(seat -> !seat.state().equals(ACTIVE));
        if (!roster.seats().isEmpty()) {
            lines.add(line("RANK", "ID", idWidth, "NAME", nameWidth, hasStates ? last("STATE", "LABELS") : "LABELS"));
        }
        for (Seat seat : roster.seats()) {
            String last = hasStates ? last(Shown.line(seat.state()), labels(seat)) : labels(seat);
            lines.add(line(Integer.toString(seat.rank()), seat.id().toString(), idWidth, name(seat), nameWidth, last));
        }
        return lines;
    }

    private static String line(String rank, String id, int idWidth, String name, int nameWidth, String last) {
        return String.format("%5s  %-" + idWidth + "s  %-" + nameWidth + "s  %s", rank, id, name, last)
                .stripTrailing();
    }

    private static String last(String state, String labels) {
        return String.format("%-6s  %s", state, labels);
    }

    private static String name(Seat seat) {
        return seat.name() == null ? "" : Shown.line(seat.name());
    }

    private static String labels(Seat seat) {
        StringJoiner labels = new StringJoiner(" ");
        seat.labels().forEach((key, value) -> labels.add(Shown.line(key + "=" + value)));
        return labels.toString();
    }
}
