package io.echelon.core;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One place in a roster and what is counted and kept for it. Changed by its [Group] and that group's
/// [Dispatches] only.
final class Member {
    final MemberId id;

    Profile profile;
    Terms terms;
    /// The revision with which it arrived.
    long joinedRevision;
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

    Member(MemberId id, ConnectionId connection, Profile profile, Terms terms) {
        this.id = id;
        this.connection = connection;
        this.profile = profile;
        this.terms = terms;
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

    /// Whether more can be known of a command that it is sent than that it was there.
    boolean isTracked() {
        return profile.reportsResults() || isAway();
    }
}
