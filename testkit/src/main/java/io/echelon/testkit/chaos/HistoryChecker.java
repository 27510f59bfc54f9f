package io.echelon.testkit.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks whether a [History] could have happened at one server that forgets nothing. Each group by itself.
public final class HistoryChecker {
    private HistoryChecker() {}

    /// Everything that is wrong with it, empty if nothing is.
    ///
    /// @param entries of all clients, in the order of real time; every client was at rest when it ended
    public static List<Finding> check(List<History.Entry> entries) {
        Map<String, List<History.Entry>> byGroup = new LinkedHashMap<>();
        for (History.Entry entry : entries) {
            byGroup.computeIfAbsent(entry.witness().group(), group -> new ArrayList<>())
                    .add(entry);
        }
        List<Finding> findings = new ArrayList<>();
        byGroup.forEach((group, of) -> {
            Evidence evidence = new Evidence(group, of);
            new PlaceRules(evidence, findings).check();
            new RankRules(evidence, findings).check();
            new CommandRules(evidence, findings).check();
            new DeliveryRules(evidence, findings).check();
            new OutcomeRules(evidence, findings).check();
            new RosterRules(evidence, findings).check();
        });
        return findings;
    }
}
