package io.echelon.testkit.chaos;

import io.echelon.testkit.chaos.Event.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who got which place: numbers in the order of asking, each once, and none lost.
final class PlaceRules {
    private static final double SECONDS = 1e9;

    private final Evidence evidence;
    private final List<Finding> findings;

    PlaceRules(Evidence evidence, List<Finding> findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    private record Join(Witness witness, long begunNanos, long nanos, Standing standing) {}

    void check() {
        List<Join> joins = joins();
        checkOnePlaceEach(joins);
        checkOrder(joins);
        checkReturns();
        checkNoneForgotten();
        checkEpoch();
    }

    private List<Join> joins() {
        List<Join> joins = new ArrayList<>();
        Map<Witness, Long> begun = new HashMap<>();
        for (History.Entry entry : evidence.entries()) {
            if (entry.event() instanceof Event.JoinBegun) {
                begun.put(entry.witness(), entry.nanos());
            } else if (entry.event() instanceof Event.Joined joined) {
                Long begunNanos = begun.remove(entry.witness());
                joins.add(new Join(
                        entry.witness(),
                        begunNanos == null ? entry.nanos() : begunNanos,
                        entry.nanos(),
                        joined.standing()));
            }
        }
        return joins;
    }

    private void checkOnePlaceEach(List<Join> joins) {
        Map<Long, Join> byMember = new HashMap<>();
        Map<Long, Join> byRevision = new HashMap<>();
        for (Join join : joins) {
            Standing standing = join.standing();
            Join other = byMember.putIfAbsent(standing.member(), join);
            if (other != null) {
                find(
                        "a number is given once",
                        "m%d to %s and to %s",
                        standing.member(),
                        other.witness(),
                        join.witness());
            }
            Join twin = byRevision.putIfAbsent(standing.revision(), join);
            if (twin != null) {
                find(
                        "each arrival is a revision",
                        "m%d and m%d both arrived with revision %d",
                        twin.standing().member(),
                        standing.member(),
                        standing.revision());
            }
            if (standing.rank() != standing.size() - 1) {
                find(
                        "who arrives is last",
                        "m%d arrived as rank %d of %d",
                        standing.member(),
                        standing.rank(),
                        standing.size());
            }
        }
    }

    private void checkOrder(List<Join> joins) {
        List<Join> byBeginning = joins.stream()
                .sorted(Comparator.comparingLong(Join::begunNanos))
                .toList();
        Join last = null;
        int acknowledged = 0;
        for (Join join : byBeginning) {
            while (acknowledged < joins.size() && joins.get(acknowledged).nanos() < join.begunNanos()) {
                Join before = joins.get(acknowledged);
                if (last == null || before.standing().member() > last.standing().member()) {
                    last = before;
                }
                acknowledged++;
            }
            if (last != null && last.standing().member() >= join.standing().member()) {
                find(
                        "seniority is arrival",
                        "%s was m%d before %s asked, which is m%d",
                        last.witness(),
                        last.standing().member(),
                        join.witness(),
                        join.standing().member());
            }
        }
    }

    private void checkReturns() {
        Map<Witness, Long> places = new HashMap<>();
        for (History.Entry entry : evidence.entries()) {
            switch (entry.event()) {
                case Event.Joined joined ->
                    places.put(entry.witness(), joined.standing().member());
                case Event.Promoted promoted -> checkOwn(entry, promoted.standing(), places.get(entry.witness()));
                case Event.Resumed resumed -> checkOwn(entry, resumed.standing(), places.get(entry.witness()));
                case Event.Ended ended -> places.remove(entry.witness());
                default -> {
                    // Says nothing of a place.
                }
            }
        }
    }

    private void checkOwn(History.Entry entry, Standing standing, @Nullable Long member) {
        if (member == null || member != standing.member()) {
            find(
                    "a place comes back to its holder",
                    "%s was told of m%d, but had %s",
                    entry.witness(),
                    standing.member(),
                    member == null ? "no place" : "m" + member);
        }
    }

    private void checkNoneForgotten() {
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            long heldNanos = tenure.endNanos - tenure.confirmedNanos;
            if (tenure.end == Event.End.FORGOTTEN
                    && heldNanos < tenure.witness.grace().toNanos()) {
                find(
                        "a place that was given is kept",
                        "%s was forgotten %.1f s after it was certainly a member, with a grace of %.1f s",
                        tenure,
                        heldNanos / SECONDS,
                        tenure.witness.grace().toNanos() / SECONDS);
            }
        }
    }

    private void checkEpoch() {
        List<Event> epochs = evidence.entries().stream()
                .map(History.Entry::event)
                .filter(event -> event instanceof Event.Greeted)
                .distinct()
                .toList();
        if (epochs.size() > 1) {
            find("the state is never lost", "clients were greeted with %s", epochs);
        }
    }

    private void find(String rule, String text, Object... words) {
        findings.add(Finding.of(evidence, rule, text, words));
    }
}
