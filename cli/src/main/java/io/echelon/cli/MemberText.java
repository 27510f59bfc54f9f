package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Cancellation;
import io.echelon.client.Command;
import io.echelon.client.Outcome;
import io.echelon.client.Place;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import io.echelon.client.TargetState;
import io.echelon.client.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How a person is told of commands and what becomes of them. What others wrote is escaped.
final class MemberText {
    private MemberText() {}

    static String place(Place place) {
        return place.id() + " in " + Shown.line(place.group()) + ": " + standing(place) + ", revision "
                + place.revision() + ", token " + place.token();
    }

    /// `rank 0 of 3, in command`
    static String standing(Place place) {
        return "rank " + place.rank() + " of " + place.size() + (place.rank() == 0 ? ", in command" : "");
    }

    static String executed(Command command) {
        return "executed: " + Shown.line(command.body()) + from(command);
    }

    /// Of a program that was run for it.
    static String ran(Command command, Verdict verdict) {
        String word = verdict.outcome() == Outcome.DONE
                ? "executed"
                : verdict.outcome().key();
        String code = verdict.code() == null ? "" : ", rc " + verdict.code();
        String said = Shown.below(verdict.body());
        return word + ": " + Shown.line(command.body()) + from(command) + code + (said.isEmpty() ? "" : ":" + said);
    }

    private static String from(Command command) {
        return " (" + command.number() + ", from " + command.sender() + ", rank " + command.senderRank() + ")";
    }

    static String accepted(Accepted accepted) {
        return accepted.command() + " is on its way to " + members(accepted.targets());
    }

    static String rejected(RefusedException refused) {
        return "rejected: " + (refused.text().isEmpty() ? String.valueOf(refused.getMessage()) : refused.text());
    }

    static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }

    /// `m2 done, rc 0, 412 ms: up 3 days`
    static String result(Result result) {
        String code = result.code() == null ? "" : ", rc " + result.code();
        String said = Shown.below(result.body());
        return result.executor() + " " + result.outcome().key() + code + ", "
                + result.elapsed().toMillis() + " ms" + (said.isEmpty() ? "" : ":" + said);
    }

    /// `12 members: 10 done, 2 unknown, 2410 ms`
    static String closed(Tally tally) {
        return counts(tally)
                + (tally.elapsed() == null ? "" : ", " + tally.elapsed().toMillis() + " ms");
    }

    /// `7 has closed. 12 members: 10 done, 2 unknown, 2410 ms`
    static String hasClosed(Tally tally) {
        return tally.command() + " has closed. " + closed(tally);
    }

    /// As of now: `7 is open. 12 members: 10 done, 2 sent`
    static String stands(Tally tally) {
        return tally.isOpen() ? tally.command() + " is open. " + closed(tally) : hasClosed(tally);
    }

    /// What was done to call a command back: `7 is called back: 4 members do not get it, 3 members are asked to stop`
    static String calledBack(long command, Cancellation cancellation) {
        int dropped = cancellation.dropped();
        int asked = cancellation.asked();
        return command + " is called back: " + members(dropped) + (dropped == 1 ? " does" : " do") + " not get it, "
                + members(asked) + (asked == 1 ? " is" : " are") + " asked to stop";
    }

    /// How a command stands at its targets, a line each.
    static String targets(long command, List<TargetState> targets) {
        if (targets.isEmpty()) {
            return command + ": nobody who reports results";
        }
        return targets.stream().map(target -> command + ": " + target(target)).collect(Collectors.joining("\n"));
    }

    /// `m2 unknown, then done, rc 0, 412 ms: up 3 days`
    private static String target(TargetState target) {
        String late = target.late() == null ? "" : ", then " + target.late().key();
        String code = target.code() == null ? "" : ", rc " + target.code();
        String elapsed = target.elapsed() == null ? "" : ", " + target.elapsed().toMillis() + " ms";
        return target.executor() + " " + target.outcome().key() + late + code + elapsed
                + (target.text().isEmpty() ? "" : ": " + Shown.line(target.text()));
    }

    /// `12 members: 10 done, 2 unknown`
    static String counts(Tally tally) {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : tally.counts().keySet()) {
            parts.add(tally.count(outcome) + " " + outcome.key());
        }
        return members(tally.total()) + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }
}
