package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Command;
import io.echelon.client.MemberId;
import io.echelon.client.Outcome;
import io.echelon.client.Place;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a person is told what happens to a member and its commands. What others wrote is escaped.
final class MemberText {
    private MemberText() {}

    static String joined(Place place, String address) {
        return "you are " + place.id() + " in " + Shown.line(place.group()) + " at " + address + ": " + standing(place);
    }

    static String place(Place place) {
        return place.id() + " in " + Shown.line(place.group()) + ": " + standing(place) + ", revision "
                + place.revision() + ", token " + place.token();
    }

    static String promoted(Place place, int previousRank) {
        return "promoted: you were rank " + previousRank + " and are " + standing(place);
    }

    /// `rank 0 of 3, in command`
    static String standing(Place place) {
        return "rank " + place.rank() + " of " + place.size() + (place.rank() == 0 ? ", in command" : "");
    }

    static String arrived(MemberId member, int rank, @Nullable String name) {
        return member + (name == null ? "" : " " + Shown.line(name)) + " joined at rank " + rank;
    }

    static String left(MemberId member, int rank, String why) {
        return member + " left rank " + rank + " (" + Shown.line(why) + ")";
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

    /// `12 members: 10 done, 2 unknown`
    static String counts(Tally tally) {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : tally.counts().keySet()) {
            parts.add(tally.count(outcome) + " " + outcome.key());
        }
        return members(tally.total()) + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }
}
