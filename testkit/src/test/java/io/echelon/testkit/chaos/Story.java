package io.echelon.testkit.chaos;

import io.echelon.testkit.chaos.Event.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A made-up history, of events that are a second apart.
final class Story {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final History history = new History(0);
    private long nowNanos;

    Witness witness(String name) {
        return history.witness(name, "main", Duration.ofSeconds(30), true);
    }

    Witness witnessWithoutGrace(String name) {
        return history.witness(name, "main", Duration.ZERO, true);
    }

    Story tell(Witness witness, Event event) {
        nowNanos += SECOND_NANOS;
        history.add(witness, nowNanos, event);
        return this;
    }

    /// Asks for a place and has it, the last of `size`; its token is the revision.
    Story join(Witness witness, long member, int size, long revision) {
        tell(witness, new Event.JoinBegun());
        return joined(witness, member, size, revision);
    }

    Story joined(Witness witness, long member, int size, long revision) {
        return tell(witness, new Event.Joined(new Standing(member, size - 1, size, revision, revision)));
    }

    Story promote(Witness witness, long member, int rank, int size, long revision) {
        return tell(witness, new Event.Promoted(new Standing(member, rank, size, revision, revision)));
    }

    Story resume(Witness witness, long member, int rank, int size, long revision, long token) {
        tell(witness, new Event.WentAway());
        return tell(witness, new Event.Resumed(new Standing(member, rank, size, revision, token)));
    }

    Story end(Witness witness, Event.End why) {
        return tell(witness, new Event.Ended(why));
    }

    /// Sends a command for all whose body is its key.
    Story begin(Witness witness, String key) {
        return tell(witness, new Event.SendBegun(key, "all", key));
    }

    Story accept(Witness witness, long sender, String key, long command, int targets, long revision) {
        return tell(witness, new Event.Accepted(key, sender, command, targets, revision, false));
    }

    Story send(Witness witness, long sender, String key, long command, int targets, long revision) {
        return begin(witness, key).accept(witness, sender, key, command, targets, revision);
    }

    Story receive(Witness witness, long executor, long command, long sender, String body) {
        return tell(witness, new Event.Received(executor, command, sender, 0, body));
    }

    Story result(Witness witness, long command, long executor, String state) {
        return tell(witness, new Event.Resulted(command, executor, state));
    }

    Story close(Witness witness, long command, int total, Map<String, Integer> states) {
        return tell(witness, new Event.Closed(command, total, states));
    }

    Story tally(Witness witness, long command, int total, Map<String, Integer> states) {
        return tell(witness, new Event.Tallied(command, true, total, states));
    }

    /// What a server lists, the members in their order.
    Story list(String node, long revision, long... members) {
        List<Event.Listed.Member> lines = new ArrayList<>();
        for (long member : members) {
            lines.add(new Event.Listed.Member(member, lines.size(), false));
        }
        return tell(witness(node), new Event.Listed(revision, lines));
    }

    /// The rules that are broken, each once.
    List<String> broken() {
        return HistoryChecker.check(history.entries()).stream()
                .map(Finding::rule)
                .distinct()
                .sorted()
                .toList();
    }
}
