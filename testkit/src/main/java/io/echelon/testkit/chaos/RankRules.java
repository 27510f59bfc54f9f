package io.echelon.testkit.chaos;

import io.echelon.testkit.chaos.Event.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Ranks are counted by arrival, only improve, and have tokens that only grow.
final class RankRules {
    private final Evidence evidence;
    private final List<Finding> findings;

    RankRules(Evidence evidence, List<Finding> findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    void check() {
        checkRevisions();
        checkSeniors();
        checkProgress();
        checkTokens();
        checkRevisionsGoOn();
    }

    /// Of all that is told of one revision.
    private void checkRevisions() {
        Map<Long, Map<Long, Standing>> byRevision = new TreeMap<>();
        for (Evidence.Told told : evidence.told()) {
            byRevision
                    .computeIfAbsent(told.standing().revision(), revision -> new TreeMap<>())
                    .put(told.standing().member(), told.standing());
        }
        byRevision.forEach((revision, standings) -> {
            List<Standing> bySeniority = new ArrayList<>(standings.values());
            for (int index = 1; index < bySeniority.size(); index++) {
                Standing senior = bySeniority.get(index - 1);
                Standing junior = bySeniority.get(index);
                if (senior.rank() >= junior.rank()) {
                    find("ranks are by arrival", "at revision %d: %s and %s", revision, text(senior), text(junior));
                }
                if (senior.size() != junior.size()) {
                    find(
                            "a revision is one roster",
                            "revision %d has %d and %d members, as m%d and m%d were told",
                            revision,
                            senior.size(),
                            junior.size(),
                            senior.member(),
                            junior.member());
                }
            }
        });
    }

    /// Nobody is told a rank that a senior, who is a member still, has to be above.
    private void checkSeniors() {
        for (Evidence.Told told : evidence.told()) {
            Standing standing = told.standing();
            List<Evidence.Tenure> seniors = evidence.tenures().values().stream()
                    .filter(tenure -> tenure.member < standing.member() && tenure.isProvenAt(standing.revision()))
                    .toList();
            if (seniors.size() > standing.rank()) {
                find(
                        "nobody is promoted over a senior",
                        "%s at revision %d, when these were members: %s",
                        text(standing),
                        standing.revision(),
                        seniors);
            }
        }
    }

    /// While a member stays, its rank only improves, and its token changes with it.
    private void checkProgress() {
        Map<Long, Map<Long, Standing>> byMember = new TreeMap<>();
        for (Evidence.Told told : evidence.told()) {
            Standing standing = told.standing();
            Standing same = byMember.computeIfAbsent(standing.member(), member -> new TreeMap<>())
                    .put(standing.revision(), standing);
            if (same != null && !same.equals(standing)) {
                find("a revision is one roster", "m%d was told %s and %s", standing.member(), same, standing);
            }
        }
        byMember.values().forEach(standings -> {
            List<Standing> inOrder = new ArrayList<>(standings.values());
            for (int index = 1; index < inOrder.size(); index++) {
                checkStep(inOrder.get(index - 1), inOrder.get(index));
            }
        });
    }

    private void checkStep(Standing before, Standing after) {
        if (after.rank() > before.rank()) {
            find("a rank only improves", "%s became %s", text(before), text(after));
        }
        if ((after.rank() == before.rank()) != (after.token() == before.token())) {
            find("a token goes with a rank", "%s became %s", before, after);
        }
    }

    /// Whoever gets a rank later, its token is greater; and later holders are junior.
    private void checkTokens() {
        Map<Integer, Map<Long, Long>> byRank = new TreeMap<>();
        for (Evidence.Told told : evidence.told()) {
            Standing standing = told.standing();
            byRank.computeIfAbsent(standing.rank(), rank -> new TreeMap<>()).put(standing.member(), standing.token());
        }
        byRank.forEach((rank, tokens) -> {
            long holder = 0;
            long token = Long.MIN_VALUE;
            for (Map.Entry<Long, Long> next : tokens.entrySet()) {
                if (next.getValue() <= token) {
                    find(
                            "tokens of a rank grow",
                            "rank %d of m%d had %d, that of m%d has %d",
                            rank,
                            holder,
                            token,
                            next.getKey(),
                            next.getValue());
                }
                holder = next.getKey();
                token = next.getValue();
            }
        });
    }

    /// No client is told of an older roster than before.
    private void checkRevisionsGoOn() {
        Map<String, Long> last = new HashMap<>();
        for (History.Entry entry : evidence.entries()) {
            long revision = revision(entry.event());
            if (revision >= 0) {
                boolean isPlace = !(entry.event() instanceof Event.Accepted);
                String stream = entry.witness().name() + (entry.witness().hearsInOneOrder() ? "" : " " + isPlace);
                Long before = last.put(stream, revision);
                if (before != null && before > revision) {
                    find("revisions never go back", "%s was told %d, then %s", entry.witness(), before, entry.event());
                }
            }
        }
    }

    private static long revision(Event event) {
        return switch (event) {
            case Event.Joined joined -> joined.standing().revision();
            case Event.Promoted promoted -> promoted.standing().revision();
            case Event.Resumed resumed -> resumed.standing().revision();
            case Event.Accepted accepted -> accepted.isRepeated() ? -1 : accepted.revision();
            default -> -1;
        };
    }

    private static String text(Standing standing) {
        return "m" + standing.member() + " rank " + standing.rank() + " of " + standing.size();
    }

    private void find(String rule, String text, Object... words) {
        findings.add(Finding.of(evidence, rule, text, words));
    }
}
