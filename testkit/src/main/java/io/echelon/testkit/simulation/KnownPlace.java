package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.core.SessionHash;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A place as its holder was told of it, over all its connections; with what it must never be told.
final class KnownPlace {
    final String group;
    final boolean hasGrace;
    final boolean reportsResults;
    long number;
    long rank;
    long token;
    private long revision;
    /// What it comes back with; null if it may not.
    @Nullable
    String session;

    /// The one before, which may be the only one that is known if an answer got lost.
    @Nullable
    String formerSession;

    /// Whether it asked to go to the end of the line and does not know whether it did.
    boolean mayHaveYielded;

    /// How many counted events it has.
    long got;

    /// Commands that are to be answered, by when.
    final TreeMap<Long, Long> work = new TreeMap<>();

    private final Set<Long> received = new LinkedHashSet<>();
    private final Set<String> results = new LinkedHashSet<>();
    private final Set<Long> closed = new LinkedHashSet<>();
    private long lastAtOnce;

    KnownPlace(String group, boolean hasGrace, boolean reportsResults, Fields told) throws GarbledReplyException {
        this.group = group;
        this.hasGrace = hasGrace;
        this.reportsResults = reportsResults;
        this.number = told.member("id");
        this.rank = told.number("rank");
        this.token = told.number("token");
        this.session = told.find("session");
        onRevision(told.number("rev"));
    }

    /// What the state knows the session by.
    SessionHash sessionHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] secret = String.valueOf(session).getBytes(StandardCharsets.UTF_8);
            ByteBuffer words = ByteBuffer.wrap(digest.digest(secret));
            return new SessionHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// It took the place up again.
    void onResumed(Fields told, boolean hasGap) throws GarbledReplyException {
        if (mayHaveYielded && told.member("id") != number) {
            onYielded(told);
        }
        mayHaveYielded = false;
        require(told.member("id") == number, "who comes back has the number that it had", told + " was m" + number);
        onRank(told.number("rank"), told.number("token"));
        onRevision(told.number("rev"));
        long counted = told.number("sent") - told.number("replay");
        require(hasGap || counted == got, "what was got is not told again, and all else is", told + " got=" + got);
        got = counted;
        formerSession = session;
        session = told.text("session");
    }

    /// It went to the end of the line.
    void onYielded(Fields told) throws GarbledReplyException {
        require(told.member("id") > number, "who yields has a new number", told);
        number = told.member("id");
        rank = told.number("rank");
        token = told.number("token");
        work.clear();
        received.clear();
        lastAtOnce = 0;
        onRevision(told.number("rev"));
    }

    /// It was told its rank.
    void onRank(long newRank, long newToken) {
        boolean isSame = newRank == rank && newToken == token;
        boolean isBetter = newRank < rank && newToken > token;
        require(isSame || isBetter, "ranks only improve, with greater tokens", newRank + " was " + rank);
        rank = newRank;
        token = newToken;
    }

    void onRevision(long newRevision) {
        require(newRevision >= revision, "revisions never go back", newRevision + " after " + revision);
        revision = newRevision;
    }

    void onCommand(Fields told, String body, long answerMillis) throws GarbledReplyException {
        long command = told.number(0);
        require(told.member("from") < number, "only seniors command", told + " to m" + number);
        require(received.add(command), "no command comes twice", told + " to m" + number);
        if (!body.startsWith(Orders.IN_WAVES)) {
            require(command > lastAtOnce, "commands come in one order", told + " after " + lastAtOnce);
            lastAtOnce = command;
        }
        if (reportsResults) {
            work.put(command, answerMillis);
        }
        onCounted();
    }

    void onResult(Fields told) throws GarbledReplyException {
        boolean isFirst = results.add(told.number(0) + " " + told.member(1));
        require(isFirst, "one verdict is told of each executor", told + " to m" + number);
        onCounted();
    }

    void onClosed(Fields told) throws GarbledReplyException {
        require(closed.add(told.number(0)), "a command closes once", told + " to m" + number);
        onCounted();
    }

    void onCounted() {
        got++;
    }
}
