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
    private static final int MOST_SEATS = 4_096;
    private static final int LARGEST_RANK = 65_535;
    private static final int MAX_ATTEMPTS = 20;
    private static final long UNKNOWN_REVISION = 0;

    private final Connection connection;
    private final Tenure tenure;
    private final String group;
    private final Duration patience;
    /// That are asked for at once: as many as have fit into an answer, as far as that is known.
    private int mostSeats = MOST_SEATS;

    /// One answer of the server.
    ///
    /// @param seats of those that were asked for; none if nobody is there
    private record Part(long revision, List<Seat> seats) {}

    RosterReader(Connection connection, Tenure tenure, String group, Duration patience) {
        this.connection = connection;
        this.tenure = tenure;
        this.group = group;
        this.patience = patience;
    }

    /// @throws RefusedException if there is no place to ask from
    /// @throws IOException if the connection is lost, or a long roster changes all the time
    Roster read() throws IOException {
        Part all = ask(null);
        if (all != null) {
            return new Roster(group, all.revision(), all.seats());
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Roster whole = readParts();
            if (whole != null) {
                return whole;
            }
        }
        throw new IOException("the roster of " + group + " changes faster than it can be read");
    }

    /// @return null if it has changed meanwhile
    private @Nullable Roster readParts() throws IOException {
        Part next = readPart(0);
        long revision = next.revision();
        List<Seat> seats = new ArrayList<>(next.seats());
        while (next.seats().size() == mostSeats && seats.size() <= LARGEST_RANK) {
            next = readPart(seats.size());
            if (next.revision() != revision) {
                return null;
            }
            seats.addAll(next.seats());
        }
        return new Roster(group, revision, seats);
    }

    /// Reads on from a rank, as much as fits.
    private Part readPart(int rank) throws IOException {
        Part part = ask(ranks(rank));
        while (part == null) {
            if (mostSeats == 1) {
                throw new IOException("what the member at rank " + rank + " of " + group
                        + " says of itself is too long for an answer of the server");
            }
            mostSeats /= 2;
            part = ask(ranks(rank));
        }
        return part.seats().isEmpty() ? new Part(askRevision(), List.of()) : part;
    }

    private String ranks(int from) {
        return "rank:" + from + "-" + Math.min(LARGEST_RANK, from + mostSeats - 1);
    }

    /// That nobody is there is said without a revision; whoever is in command has it.
    private long askRevision() throws IOException {
        Part first = ask("rank:0");
        return first == null ? UNKNOWN_REVISION : first.revision();
    }

    /// @param target null for all
    /// @return null if that is too long for one answer
    private @Nullable Part ask(@Nullable String target) throws IOException {
        try {
            Reply.Ok ok = Question.ask(connection, tenure, new Request.Who(null, target), patience);
            return new Part(ok.fields().number("rev"), read(ok.body()));
        } catch (RefusedException refused) {
            if (refused.code() == ErrorCode.NO_MATCH.number() || refused.code() == ErrorCode.NO_SUCH_MEMBER.number()) {
                return new Part(UNKNOWN_REVISION, List.of());
            }
            if (refused.code() == ErrorCode.BODY_TOO_LARGE.number()) {
                return null;
            }
            throw refused;
        }
    }

    /// @param fields of a `*ROSTER`
    /// @param lines its body
    static Roster read(String group, Fields fields, byte @Nullable [] lines) throws GarbledReplyException {
        return new Roster(group, fields.number("rev"), read(lines));
    }

    private static List<Seat> read(byte @Nullable [] lines) throws GarbledReplyException {
        List<Seat> seats = new ArrayList<>();
        for (Fields line : ListLines.parse(lines)) {
            seats.add(Seat.read(line));
        }
        return seats;
    }
}
