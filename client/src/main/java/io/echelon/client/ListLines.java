package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a list that a server gives, such as a roster.
final class ListLines {
    private ListLines() {}

    /// @param octets a counted body
    static List<Fields> parse(byte @Nullable [] octets) throws GarbledReplyException {
        if (octets == null) {
            throw new GarbledReplyException("a list without lines");
        }
        List<Fields> lines = new ArrayList<>();
        int from = 0;
        while (from < octets.length) {
            int to = from;
            while (to < octets.length && octets[to] != '\n') {
                to++;
            }
            lines.add(Fields.parse(octets, from, to));
            from = to + 1;
        }
        return lines;
    }
}
