package io.echelon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.echelon.client.Roster;
import io.echelon.client.Seat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

/// Where a roster is shown as it changes.
interface RosterView extends AutoCloseable {
    /// Shows a roster, the first one or a later one. Never called by two threads at once.
    void show(Roster roster);

    /// Shows what has changed about one member, where single ones are shown.
    void show(String change);

    /// Whether changes are shown one by one, rather than the whole roster after some.
    boolean showsChanges();

    /// Leaves the terminal as it was.
    @Override
    void close();

    /// A table, then a line for each change.
    static RosterView text(PrintWriter output) {
        return new RosterView() {
            @Override
            public void show(Roster roster) {
                RosterText.table(roster).forEach(output::println);
                output.flush();
            }

            @Override
            public void show(String change) {
                output.println(change);
                output.flush();
            }

            @Override
            public boolean showsChanges() {
                return true;
            }

            @Override
            public void close() {
                output.flush();
            }
        };
    }

    /// An object a line, each a whole roster.
    static RosterView json(JsonLines lines) {
        return new RosterView() {
            @Override
            public void show(Roster roster) {
                lines.write("roster", json -> write(json, roster));
            }

            @Override
            public void show(String change) {
                throw new UnsupportedOperationException("programs are shown whole rosters");
            }

            @Override
            public boolean showsChanges() {
                return false;
            }

            @Override
            public void close() {
                // Each line is out when it has been shown.
            }
        };
    }

    private static void write(JsonGenerator json, Roster roster) throws IOException {
        json.writeStringField("group", roster.group());
        json.writeNumberField("revision", roster.revision());
        json.writeArrayFieldStart("members");
        for (Seat seat : roster.seats()) {
            json.writeStartObject();
            json.writeStringField("member", seat.id().toString());
            json.writeNumberField("rank", seat.rank());
            json.writeStringField("state", seat.state());
            if (seat.name() != null) {
                json.writeStringField("name", seat.name());
            }
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, String> label : seat.labels().entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
