package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks who is in a group. A roster that is too long for one answer is asked for in parts, again from the
/// beginning whenever it has changed between two of them.
final class RosterReader {
    private static final int FIRST_PART = 4_096;
    private static final int MAX_ATTEMPTS = 20;
    private static final long UNKNOWN_REVISION = -1;

    private final Connection connection;
    private final String group;
    private final Duration patience;
    private final List<Seat> seats = new ArrayList<>();
    private long revision = UNKNOWN_REVISION;

    RosterReader(Connection connection, String group, Duration patience) {
        this.connection = connection;
        this.group = group;
        this.patience = patience;
    }

    /// @throws RefusedException if there is no place to ask from
    /// @throws IOException if the connection is lost, or a long roster changes all the time
    Roster read() throws IOException {
        if (!readPart(null)) {
            readParts();
        }
        return new Roster(group, Math.max(0, revision), seats);
    }

    private void readParts() throws IOException {
        int part = FIRST_PART;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            seats.clear();
            revision = UNKNOWN_REVISION;
            boolean isSame = true;
            while (isSame) {
                int known = seats.size();
                long before = revision;
                if (!readPart("rank:" + known + "-" + (known + part - 1))) {
                    part = Math.max(1, part / 2);
                    continue;
                }
                isSame = before == UNKNOWN_REVISION || before == revision;
                if (isSame && seats.size() - known < part) {
                    return;
                }
            }
        }
        throw new IOException("the roster of " + group + " changes faster than it can be read");
    }

    /// @param target null for all
    /// @return false if that is too long for one answer
    private boolean readPart(@Nullable String target) throws IOException {
        try {
            Reply.Ok ok = Question.ask(connection, new Request.Who(null, target), patience);
            readLines(ok);
            revision = ok.fields().number("rev");
            return true;
        } catch (RefusedException refused) {
            if (refused.code() == ErrorCode.NO_MATCH.number() || refused.code() == ErrorCode.NO_SUCH_MEMBER.number()) {
                return true; // Nobody is there.
            }
            if (refused.code() == ErrorCode.BODY_TOO_LARGE.number()) {
                return false;
            }
            throw refused;
        }
    }

    private void readLines(Reply.Ok ok) throws GarbledReplyException {
        byte[] lines = ok.body();
        if (lines == null) {
            throw new GarbledReplyException("a roster without lines");
        }
        int from = 0;
        while (from < lines.length) {
            int to = from;
            while (to < lines.length && lines[to] != '\n') {
                to++;
            }
            seats.add(Seat.read(Fields.parse(lines, from, to)));
            from = to + 1;
        }
    }
}
