package io.echelon.core;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// One place in a roster and what is counted and kept for it. Changed by its [Group] and that group's
/// [Dispatches] only.
final class Member {
    final MemberId id;

    Profile profile;
    Terms terms;
    /// The revision with which it took the rank that it had when it arrived, or when a snapshot was taken.
    long arrivalRevision;
    /// Whether the place was taken on behalf of a connection that has not asked for it yet.
    boolean isAutomatic;
    boolean hasLeft;
    /// What it said about hearing of arrivals and departures; null when nothing.
    @Nullable
    Boolean isWatchingRoster;

    /// Whether it hears how the commands get on that it may know of.
    boolean isWatchingCommands;

    /// Commands of others that were sent to it and have no verdict: its window bounds them.
    int outstanding;

    /// Kept by [Sessions].
    @Nullable
    SessionHash session;

    @Nullable
    SessionHash formerSession;

    /// When its grace ends; means nothing unless it is away.
    long awayUntilMillis;
    /// The last rank that it can have been told, if it is away.
    int rankTold;

    /// Null while it is away.
    private @Nullable ConnectionId connection;

    /// Its own commands that are not closed.
    private int openCommands;
    /// Commands of others whose outcome it still owes.
    private int openOutcomes;
    /// Both; null as long as it had none.
    private @Nullable OpenCommands open;

    private @Nullable Replay replay;
    private @Nullable Queue<Dispatch> waiting;
    private int stale;
    private @Nullable Map<String, Command> keys;

    /// @param connection null if it is away
    Member(MemberId id, @Nullable ConnectionId connection, Profile profile, Terms terms) {
        this.id = id;
        this.connection = connection;
        this.profile = profile;
        this.terms = terms;
    }

    /// Somebody who has left, of whom a command is still known.
    static Member departed(MemberId id) {
        Member departed = new Member(id, null, Profile.NONE, Terms.NONE);
        departed.hasLeft = true;
        return departed;
    }

    boolean isSeniorTo(Member other) {
        return id.number() < other.id.number();
    }

    boolean isAway() {
        return connection == null;
    }

    /// @throws NullPointerException if it is away
    ConnectionId connection() {
        return Objects.requireNonNull(connection);
    }

    @Nullable
    ConnectionId connectionOrNull() {
        return connection;
    }

    void attach(ConnectionId newConnection) {
        connection = newConnection;
    }

    void detach() {
        connection = null;
    }

    /// What is counted and kept for its return; there exactly when it has grace.
    @Nullable
    Replay replay() {
        return replay;
    }

    void setReplay(@Nullable Replay replay) {
        this.replay = replay;
    }

    /// Whether a command can be sent to it now, if none waits before.
    boolean hasRoom() {
        return !isAway() && (!profile.reportsResults() || outstanding < terms.window());
    }

    /// Whether a command can be sent to it now without overtaking another.
    boolean isReady() {
        return hasRoom() && (waiting == null || waiting.size() == stale);
    }

    void enqueue(Dispatch dispatch) {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(dispatch);
    }

    /// @return the command that has waited longest, null if none waits
    @Nullable
    Dispatch firstWaiting() {
        while (waiting != null && !waiting.isEmpty()) {
            Dispatch dispatch = waiting.element();
            if (dispatch.isWaitingFor(this)) {
                return dispatch;
            }
            waiting.remove();
            stale--;
        }
        return null;
    }

    /// Takes out what [#firstWaiting] has found.
    void removeFirstWaiting() {
        Objects.requireNonNull(waiting).remove();
    }

    /// A command that is in line here waits no longer. It is taken out later, together with others.
    void waitsNoLonger() {
        stale++;
        if (waiting != null && stale > waiting.size() / 2) {
            waiting.removeIf(dispatch -> !dispatch.isWaitingFor(this));
            stale = 0;
        }
    }

    int openCommands() {
        return openCommands;
    }

    int openOutcomes() {
        return openOutcomes;
    }

    /// It has sent a command that stays open.
    void begin(Dispatch own) {
        openCommands++;
        addOpen(own);
    }

    void end(Dispatch own) {
        openCommands--;
        Objects.requireNonNull(open).remove(own);
    }

    /// It owes the outcome of a command.
    void owe(Dispatch dispatch) {
        openOutcomes++;
        addOpen(dispatch);
    }

    void owesNoLonger(Dispatch dispatch) {
        openOutcomes--;
        Objects.requireNonNull(open).remove(dispatch);
    }

    private void addOpen(Dispatch dispatch) {
        if (open == null) {
            open = new OpenCommands();
        }
        open.add(dispatch);
    }

    /// Its own commands that are open, and those whose outcome it owes, in the order in which they were
    /// sequenced.
    List<Dispatch> open() {
        return open == null ? List.of() : open.all();
    }

    @Nullable
    Command findByKey(String key) {
        return keys == null ? null : keys.get(key);
    }

    /// @param key of the command, for its repetitions
    void remember(String key, Command command) {
        if (keys == null) {
            keys = new LinkedHashMap<>();
        }
        keys.put(key, command);
    }

    /// The command of a key is not known any more; another that has it is.
    void forget(String key, Command command) {
        if (keys != null) {
            keys.remove(key, command);
        }
    }

    /// All but its replay and the commands that wait for it.
    ///
    /// @param rankRevision with which it took its rank
    void save(SnapshotWriter writer, long rankRevision) {
        writer.put(id.number());
        writer.put(rankRevision);
        profile.save(writer);
        terms.save(session, writer);
        writer.putOrNull(formerSession);
        writer.put(isAutomatic);
        writer.put(isWatchingRoster != null);
        if (isWatchingRoster != null) {
            writer.put(isWatchingRoster);
        }
        writer.put(isWatchingCommands);
        writer.put(isAway());
        if (connection == null) {
            writer.put(awayUntilMillis);
            writer.put(rankTold);
        } else {
            writer.put(connection.number());
        }
    }

    /// @param number of its group
    static Member load(SnapshotReader reader, int number, Shared shared) {
        MemberId id = new MemberId(number, reader.nextLong(1, Long.MAX_VALUE));
        long rankRevision = reader.nextLong();
        Member member = new Member(id, null, Profile.load(reader), Terms.load(reader));
        member.arrivalRevision = rankRevision;
        member.session = member.terms.session();
        member.formerSession = reader.nextSessionOrNull();
        member.isAutomatic = reader.nextBoolean();
        member.isWatchingRoster = reader.nextBoolean() ? Boolean.valueOf(reader.nextBoolean()) : null;
        member.isWatchingCommands = reader.nextBoolean();
        if (reader.nextBoolean()) {
            member.awayUntilMillis = reader.nextLong();
            member.rankTold = reader.nextInt();
        } else {
            member.connection = new ConnectionId(reader.nextLong());
        }
        if (member.terms.hasGrace()) {
            member.replay = new Replay(shared.settings().limits().maxReplayEvents(), shared.bodies());
        } else if (member.isAway() || member.formerSession != null) {
            throw SnapshotReader.wrong(id + " can not come back");
        }
        return member;
    }

    /// The commands that wait for it.
    void saveWaiting(SnapshotWriter writer) {
        writer.put(waiting == null ? 0 : waiting.size() - stale);
        if (waiting != null) {
            for (Dispatch dispatch : waiting) {
                if (dispatch.isWaitingFor(this)) {
                    writer.put(dispatch.id.number());
                }
            }
        }
    }

    /// @param commands finds each by its number
    void loadWaiting(SnapshotReader reader, LongFunction<Dispatch> commands) {
        for (int left = reader.nextInt(); left > 0; left--) {
            Dispatch dispatch = commands.apply(reader.nextLong());
            if (!dispatch.isReleased(dispatch.indexOf(this)) || !dispatch.isWaitingFor(this)) {
                throw SnapshotReader.wrong(dispatch.id + " does not wait for " + id);
            }
            enqueue(dispatch);
        }
    }

    /// Whether more can be known of a command that it is sent than that it was there.
    boolean isTracked() {
        return profile.reportsResults() || isAway();
    }
}
