package io.echelon.testkit.chaos;

import java.util.List;

/// All servers list the same members in the end, and those are the ones that have a place.
final class RosterRules {
    private final Evidence evidence;
    private final List<Finding> findings;

    RosterRules(Evidence evidence, List<Finding> findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    void check() {
        List<History.Entry> lists = evidence.entries().stream()
                .filter(entry -> entry.event() instanceof Event.Listed)
                .toList();
        if (lists.isEmpty()) {
            return;
        }
        History.Entry first = lists.getFirst();
        for (History.Entry other : lists) {
            if (!other.event().equals(first.event())) {
                find(
                        "all servers agree",
                        "%s lists %s, but %s lists %s",
                        first.witness(),
                        first.event(),
                        other.witness(),
                        other.event());
            }
        }
        for (History.Entry list : lists) {
            checkRanks(list.witness(), (Event.Listed) list.event());
        }
        checkMembers((Event.Listed) first.event());
    }

    private void checkRanks(Witness witness, Event.Listed listed) {
        long before = 0;
        for (int index = 0; index < listed.members().size(); index++) {
            Event.Listed.Member member = listed.members().get(index);
            if (member.rank() != index || member.id() <= before) {
                find("ranks are by arrival", "%s lists %s", witness, listed);
                return;
            }
            before = member.id();
        }
    }

    private void checkMembers(Event.Listed listed) {
        List<Long> ids = listed.members().stream().map(Event.Listed.Member::id).toList();
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            boolean isListed = ids.contains(tenure.member);
            if (tenure.end == null && !isListed) {
                find("a place that was given is kept", "%s is not listed in the end", tenure);
            }
            if (tenure.end != null && tenure.witness.grace().isZero() && isListed) {
                find("who has left is gone", "%s is listed in the end", tenure);
            }
        }
    }

    private void find(String rule, String text, Object... words) {
        findings.add(Finding.of(evidence, rule, text, words));
    }
}
