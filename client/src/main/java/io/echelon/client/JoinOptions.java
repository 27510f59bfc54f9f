package io.echelon.client;

import io.echelon.protocol.Request;
import io.echelon.protocol.VisibleText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a member is to join.
///
/// @param group which; it is made if nobody was in it yet
/// @param name what the member calls itself, if anything
/// @param labels what it says of itself, in this order, unmodifiable. Their names are made of
///     `A-Za-z0-9._-`
/// @param handler executes commands; without one each is refused
/// @param listener hears of its rank, and of the roster if that is watched
/// @param isRosterWatched whether the listener hears of arrivals and departures
/// @param maxQueuedCommands that may wait for the handler; the next one is refused. 1 to 65,536, 1,024 if
///     nothing is said
public record JoinOptions(
        String group,
        @Nullable String name,
        Map<String, String> labels,
        CommandHandler handler,
        MembershipListener listener,
        boolean isRosterWatched,
        int maxQueuedCommands) {
    private static final int DEFAULT_QUEUED_COMMANDS = 1_024;
    private static final int MOST_QUEUED_COMMANDS = 65_536;

    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private static final CommandHandler REFUSING = command -> Verdict.refused("this member executes no commands");
    private static final MembershipListener DEAF = new MembershipListener() {};

    /// @throws IllegalArgumentException if the limit is out of range, or the name of a label is none
    public JoinOptions {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        for (String key : labels.keySet()) {
            if (!LABEL_NAME.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "the name of a label is made of A-Za-z0-9._-, not \"" + VisibleText.escape(key) + "\"");
            }
        }
        if (maxQueuedCommands < 1 || maxQueuedCommands > MOST_QUEUED_COMMANDS) {
            throw new IllegalArgumentException(
                    "maxQueuedCommands is from 1 to " + MOST_QUEUED_COMMANDS + ", not " + maxQueuedCommands);
        }
    }

    /// A member that executes nothing and listens to nothing.
    public static JoinOptions group(String group) {
        return new JoinOptions(group, null, Map.of(), REFUSING, DEAF, false, DEFAULT_QUEUED_COMMANDS);
    }

    public JoinOptions withName(@Nullable String newName) {
        return new JoinOptions(group, newName, labels, handler, listener, isRosterWatched, maxQueuedCommands);
    }

    public JoinOptions withLabel(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new JoinOptions(group, name, more, handler, listener, isRosterWatched, maxQueuedCommands);
    }

    public JoinOptions withHandler(CommandHandler newHandler) {
        return new JoinOptions(group, name, labels, newHandler, listener, isRosterWatched, maxQueuedCommands);
    }

    public JoinOptions withListener(MembershipListener newListener) {
        return new JoinOptions(group, name, labels, handler, newListener, isRosterWatched, maxQueuedCommands);
    }

    /// Lets the listener hear of arrivals and departures too.
    public JoinOptions watchingRoster() {
        return new JoinOptions(group, name, labels, handler, listener, true, maxQueuedCommands);
    }

    public JoinOptions withMaxQueuedCommands(int newMax) {
        return new JoinOptions(group, name, labels, handler, listener, isRosterWatched, newMax);
    }

    Request request() {
        return new Request.Join(null, group, name, labels, true, false);
    }
}
