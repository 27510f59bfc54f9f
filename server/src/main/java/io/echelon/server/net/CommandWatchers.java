package io.echelon.server.net;

import io.echelon.core.CommandId;
import io.echelon.core.MemberId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/// Which members of one group hear how its commands get on: some of one command, some of all that they
/// may know of. They are known by their numbers, so that who is away watches on when it comes back. For
/// the event loop's thread.
final class CommandWatchers {
    private final Set<Long> ofAll = new LinkedHashSet<>();
    private final Map<Long, Set<Long>> ofOne = new LinkedHashMap<>();

    void watchAll(long member, boolean isWatching) {
        if (isWatching) {
            ofAll.add(member);
        } else {
            ofAll.remove(member);
        }
    }

    boolean isWatchingAll(long member) {
        return ofAll.contains(member);
    }

    /// @param member that may know of the command
    void watch(long member, long command, boolean isWatching) {
        if (isWatching) {
            ofOne.computeIfAbsent(command, unused -> new LinkedHashSet<>()).add(member);
        } else {
            forget(member, command);
        }
    }

    /// @param sender whose command it is: of those who watch all only that member and its seniors are
    ///     told
    void forEach(CommandId command, MemberId sender, LongConsumer action) {
        Set<Long> watchers = ofOne.getOrDefault(command.number(), Set.of());
        watchers.forEach(action::accept);
        for (long member : ofAll) {
            if (member <= sender.number() && !watchers.contains(member)) {
                action.accept(member);
            }
        }
    }

    /// Nothing more will be heard of the command.
    void close(CommandId command) {
        ofOne.remove(command.number());
    }

    /// It has no place any more.
    void remove(long member) {
        ofAll.remove(member);
        ofOne.values().removeIf(watchers -> watchers.remove(member) && watchers.isEmpty());
    }

    boolean isEmpty() {
        return ofAll.isEmpty() && ofOne.isEmpty();
    }

    private void forget(long member, long command) {
        Set<Long> watchers = ofOne.get(command);
        if (watchers != null && watchers.remove(member) && watchers.isEmpty()) {
            ofOne.remove(command);
        }
    }
}
