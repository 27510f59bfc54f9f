package io.echelon.core;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A command as the edge sees it, from what is told of it.
final class FollowedCommand {
    final CommandId id;
    final MemberId sender;
    final int senderRank;
    final int count;
    final Input.CommandSubmitted request;
    final long openedMillis;
    /// Numbers of those who were below the sender when it was sequenced.
    final Set<Long> juniors;
    /// To whom it was sent, and whether it reports.
    final Map<Long, Boolean> delivered = new TreeMap<>();
    /// What the sender was told of whom.
    final Map<Long, Outcome> told = new TreeMap<>();
    /// Whose verdict was taken.
    final Set<Long> settled = new HashSet<>();
    /// Who was asked to stop.
    final Set<Long> asked = new HashSet<>();
    /// Who gave a verdict after it was settled as unknown.
    final Set<Long> late = new HashSet<>();

    boolean isClosed;
    /// Whether time has ended it for good, or is about to.
    boolean isOver;

    FollowedCommand(
            CommandId id,
            RosterInvariants.Seen sender,
            int count,
            Input.CommandSubmitted request,
            long openedMillis,
            Set<Long> juniors) {
        this.id = id;
        this.sender = sender.id;
        this.senderRank = sender.rank;
        this.count = count;
        this.request = request;
        this.openedMillis = openedMillis;
        this.juniors = juniors;
    }

    long sendUntilMillis() {
        return openedMillis + Math.min(request.ttlMillis(), request.limitMillis());
    }

    long endMillis() {
        return openedMillis + request.limitMillis();
    }

    boolean isOutTo(long number) {
        return delivered.getOrDefault(number, false) && !settled.contains(number);
    }

    /// Those who were sent it and of whom nothing more is to be heard.
    int countDelivered() {
        return (int) delivered.values().stream().filter(reports -> !reports).count();
    }

    int count(Outcome outcome) {
        return (int) told.values().stream().filter(one -> one == outcome).count();
    }

    /// How many of the targets the sender knows to be final.
    int countFinal() {
        return told.size() + countDelivered();
    }

    /// How many of the targets anybody has heard of.
    int countKnown() {
        Set<Long> known = new HashSet<>(delivered.keySet());
        known.addAll(told.keySet());
        return known.size();
    }
}
