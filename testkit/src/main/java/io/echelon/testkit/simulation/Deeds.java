package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.core.CommandId;
import io.echelon.core.Effect;
import io.echelon.core.Input;
import io.echelon.core.MemberId;
import io.echelon.core.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was asked for and done, by what the log comes to; with what must be true of commands whatever fails.
final class Deeds {
    private record Keyed(MemberId sender, String key) {}

    private record Verdicts(MemberId executor, CommandId command) {}

    private final Map<Keyed, Long> keyed = new LinkedHashMap<>();
    /// By the body, which no two requests share.
    private final Set<String> accepted = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private final Set<Verdicts> sent = new LinkedHashSet<>();
    private final Map<Verdicts, Outcome> verdicts = new LinkedHashMap<>();
    private final Map<CommandId, Map<Outcome, Integer>> counts = new LinkedHashMap<>();
    private Input input = new Input.TimeAdvanced(0);
    private @Nullable MemberId holder;
    private int replaysLeft;
    private long nowMillis;

    /// @param member whose request it is, if it is one about a command
    void begin(Input next, @Nullable MemberId member, long now) {
        input = next;
        holder = member;
        replaysLeft = 0;
        nowMillis = now;
    }

    /// A client was told that its request is certainly not carried out.
    ///
    /// @param body of the request
    void onRefused(String body) {
        require(!accepted.contains(body), "what is refused is not carried out", body);
        refused.add(body);
    }

    /// The client asks the same once more.
    void onAskedAgain(String body) {
        refused.remove(body);
    }

    boolean wasAccepted(String body) {
        return accepted.contains(body);
    }

    void check(Effect effect) {
        if (replaysLeft > 0 && !(effect instanceof Effect.ConnectionFenced)) {
            replaysLeft--;
            return;
        }
        switch (effect) {
            case Effect.PlaceResumed resumed -> replaysLeft = resumed.replayed();
            case Effect.CommandAccepted told -> onAccepted(told);
            case Effect.CommandRepeated repeated -> onRepeated(repeated);
            case Effect.Deliver deliver -> onDelivered(deliver);
            case Effect.OutcomeAccepted told -> onOutcome(told);
            case Effect.CommandClosed closed -> onClosed(closed);
            case Effect other -> {}
        }
    }

    private void onAccepted(Effect.CommandAccepted told) {
        if (input instanceof Input.CommandSubmitted submitted && holder != null) {
            String body = new String(submitted.body().bytes(), StandardCharsets.UTF_8);
            require(!refused.contains(body), "what is refused is not carried out", body);
            accepted.add(body);
            String key = submitted.conditions().key();
            if (key != null) {
                Long before = keyed.put(new Keyed(holder, key), told.command().number());
                require(before == null, "a key is good for one command", told + " after " + before);
            }
        }
    }

    private void onRepeated(Effect.CommandRepeated repeated) {
        if (input instanceof Input.CommandSubmitted submitted && holder != null) {
            Long first = keyed.get(
                    new Keyed(holder, String.valueOf(submitted.conditions().key())));
            boolean isFirst =
                    first != null && first == repeated.first().command().number();
            require(isFirst, "who asks again is told of the first command", repeated);
        }
    }

    private void onDelivered(Effect.Deliver deliver) {
        for (int range = 0; range < deliver.recipients().rangeCount(); range++) {
            boolean isJunior =
                    deliver.recipients().first(range) > deliver.sender().number();
            require(isJunior, "a command goes down only", deliver);
        }
        if (deliver.recipients().count() == 1 && deliver.recipients().rangeCount() == 1) {
            MemberId executor =
                    new MemberId(deliver.command().group(), deliver.recipients().first(0));
            boolean isFirst = sent.add(new Verdicts(executor, deliver.command()));
            require(isFirst, "a command reaches a member once at most", deliver);
        }
    }

    private void onOutcome(Effect.OutcomeAccepted told) {
        if (told.isLate() || holder == null || !(input instanceof Input.OutcomeReported reported)) {
            return;
        }
        if (reported.outcome() != Outcome.RUNNING) {
            CommandId command = new CommandId(holder.group(), reported.command());
            Verdicts verdict = new Verdicts(holder, command);
            require(verdicts.put(verdict, reported.outcome()) == null, "a verdict is taken once", told);
            counts.computeIfAbsent(command, unused -> new TreeMap<>()).merge(reported.outcome(), 1, Integer::sum);
        }
    }

    private void onClosed(Effect.CommandClosed closed) {
        for (Outcome outcome : new Outcome[] {Outcome.DONE, Outcome.FAILED, Outcome.REFUSED}) {
            int taken = counts.getOrDefault(closed.command(), Map.of()).getOrDefault(outcome, 0);
            boolean areCounted = closed.tally().count(outcome) == taken;
            require(areCounted, "every verdict that was taken is counted", closed + " at " + nowMillis);
        }
    }
}
