package io.echelon.client;

import io.echelon.protocol.Request;
import io.echelon.protocol.VisibleText;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a member is to join. Immutable.
public final class JoinOptions {
    private static final int DEFAULT_QUEUED_COMMANDS = 1_024;
    private static final int MOST_QUEUED_COMMANDS = 65_536;
    private static final int MOST_WINDOW = 65_536;

    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private static final CommandHandler REFUSING = command -> Verdict.refused("this member executes no commands");
    private static final MembershipListener DEAF = new MembershipListener() {};

    private final String group;
    private @Nullable String name;
    private Map<String, String> labels = Map.of();
    private CommandHandler handler = REFUSING;
    private MembershipListener listener = DEAF;
    private boolean isRosterWatched;
    private int maxQueuedCommands = DEFAULT_QUEUED_COMMANDS;
    private int window;
    private Duration grace = Duration.ZERO;
    private boolean waits;
    private boolean rejoins;

    private JoinOptions(String group) {
        this.group = group;
    }

    private JoinOptions(JoinOptions other) {
        this.group = other.group;
        this.name = other.name;
        this.labels = other.labels;
        this.handler = other.handler;
        this.listener = other.listener;
        this.isRosterWatched = other.isRosterWatched;
        this.maxQueuedCommands = other.maxQueuedCommands;
        this.window = other.window;
        this.grace = other.grace;
        this.waits = other.waits;
        this.rejoins = other.rejoins;
    }

    /// A member that executes nothing, listens to nothing, and does not come back.
    ///
    /// @param group which; it is made if nobody was in it yet
    public static JoinOptions group(String group) {
        return new JoinOptions(group);
    }

    /// @param newName what the member calls itself, if anything
    public JoinOptions withName(@Nullable String newName) {
        JoinOptions copy = new JoinOptions(this);
        copy.name = newName;
        return copy;
    }

    /// Has it say something more of itself.
    ///
    /// @param key made of `A-Za-z0-9._-`
    /// @throws IllegalArgumentException if the name of a label is none
    public JoinOptions withLabel(String key, String value) {
        if (!LABEL_NAME.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "the name of a label is made of A-Za-z0-9._-, not \"" + VisibleText.escape(key) + "\"");
        }
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        JoinOptions copy = new JoinOptions(this);
        copy.labels = Collections.unmodifiableMap(more);
        return copy;
    }

    /// @param newHandler executes commands; without one each is refused
    public JoinOptions withHandler(CommandHandler newHandler) {
        JoinOptions copy = new JoinOptions(this);
        copy.handler = newHandler;
        return copy;
    }

    /// @param newListener hears of its rank and its state, and of the roster if that is watched
    public JoinOptions withListener(MembershipListener newListener) {
        JoinOptions copy = new JoinOptions(this);
        copy.listener = newListener;
        return copy;
    }

    /// Lets the listener hear of arrivals and departures too.
    public JoinOptions watchingRoster() {
        JoinOptions copy = new JoinOptions(this);
        copy.isRosterWatched = true;
        return copy;
    }

    /// @param newMax commands that may wait for the handler; the next one is refused. 1 to 65,536, 1,024 if
    ///     nothing is said
    /// @throws IllegalArgumentException if it is out of range
    public JoinOptions withMaxQueuedCommands(int newMax) {
        JoinOptions copy = new JoinOptions(this);
        copy.maxQueuedCommands = require("maxQueuedCommands", newMax, MOST_QUEUED_COMMANDS);
        return copy;
    }

    /// @param newWindow commands that the server sends ahead of verdicts; what is over it waits at the
    ///     server. 1 to 65,536, and no more than the server allows, which also says what holds if nothing
    ///     is said
    /// @throws IllegalArgumentException if it is out of range
    public JoinOptions withWindow(int newWindow) {
        JoinOptions copy = new JoinOptions(this);
        copy.window = require("window", newWindow, MOST_WINDOW);
        return copy;
    }

    /// Has the server keep the place for a while when the connection breaks, and the client come back to it
    /// by itself. Nobody is promoted meanwhile.
    ///
    /// @param newGrace 1 ms to 7 days, and no more than the server allows; zero, which holds if nothing is
    ///     said, keeps nothing
    /// @throws IllegalArgumentException if it is out of range
    public JoinOptions withGrace(Duration newGrace) {
        if (!newGrace.isZero()) {
            Spans.check("grace", newGrace);
        }
        JoinOptions copy = new JoinOptions(this);
        copy.grace = newGrace;
        return copy;
    }

    /// Has it stand in line for a place when the group is full.
    public JoinOptions waiting() {
        JoinOptions copy = new JoinOptions(this);
        copy.waits = true;
        return copy;
    }

    /// Has the client join anew, at the end of the line and with a new number, whenever its place was lost;
    /// until it is closed, another connection has the place, or the server refuses it for a reason that
    /// stays.
    public JoinOptions rejoining() {
        JoinOptions copy = new JoinOptions(this);
        copy.rejoins = true;
        return copy;
    }

    public String group() {
        return group;
    }

    public @Nullable String name() {
        return name;
    }

    /// In their order, unmodifiable.
    public Map<String, String> labels() {
        return labels;
    }

    public CommandHandler handler() {
        return handler;
    }

    public MembershipListener listener() {
        return listener;
    }

    public boolean isRosterWatched() {
        return isRosterWatched;
    }

    public int maxQueuedCommands() {
        return maxQueuedCommands;
    }

    /// 0 if nothing was said.
    public int window() {
        return window;
    }

    /// Zero if the place is not kept.
    public Duration grace() {
        return grace;
    }

    public boolean waits() {
        return waits;
    }

    public boolean rejoins() {
        return rejoins;
    }

    Request request() {
        return new Request.Join(null, group, name, labels, true, false, window, grace.toMillis(), waits);
    }

    private static int require(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " is from 1 to " + most + ", not " + value);
        }
        return value;
    }
}
