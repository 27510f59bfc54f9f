package io.echelon.testkit.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was accepted arrives, once.
final class DeliveryRules {
    private static final Set<String> NOT_EXECUTED = Set.of("cancelled", "expired", "undelivered");
    private static final Set<String> EXECUTED = Set.of("done", "failed");

    private final Evidence evidence;
    private final List<Finding> findings;
    private final Map<Long, Map<Long, String>> outcomes = new HashMap<>();
    private final Map<Long, Set<Long>> received = new HashMap<>();

    DeliveryRules(Evidence evidence, List<Finding> findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    void check() {
        for (History.Entry entry : evidence.entries()) {
            if (entry.event() instanceof Event.Resulted resulted) {
                outcomes.computeIfAbsent(resulted.command(), command -> new HashMap<>())
                        .put(resulted.executor(), resulted.state());
            }
        }
        checkAtMostOnce();
        for (Evidence.Sending sending : evidence.sendings()) {
            if (sending.isForAll() && !sending.accepted.isEmpty()) {
                checkArrival(sending, sending.accepted.getFirst().word());
            }
        }
        checkOutcomes();
    }

    private void checkAtMostOnce() {
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            Set<Long> commands = received.computeIfAbsent(tenure.member, member -> new HashSet<>());
            for (Event.Received each : tenure.received) {
                if (!commands.add(each.command())) {
                    find("a command is executed at most once", "%s got %d twice", tenure, each.command());
                }
            }
        }
    }

    private void checkArrival(Evidence.Sending sending, Event.Accepted word) {
        int proven = 0;
        Evidence.Tenure sender = evidence.tenures().get(word.sender());
        for (Evidence.Tenure target : evidence.tenures().values()) {
            if (target.member > word.sender() && target.isProvenAt(word.revision())) {
                proven++;
            }
            boolean isMeant = target.member > word.sender() && target.joinedRevision <= word.revision();
            boolean isDue = isMeant && target.isWhole() && sender != null && sender.end == null;
            if (isDue && !received(target, word.command()) && !isCalledOff(word.command(), target.member)) {
                find(
                        "what was accepted arrives",
                        "%s never got %d, which was accepted: %s",
                        target,
                        word.command(),
                        sending);
            }
        }
        if (proven > word.targets()) {
            find("all are all", "%s is for %d members, but there were %d", sending, word.targets(), proven);
        }
    }

    private boolean received(Evidence.Tenure tenure, long command) {
        return received.getOrDefault(tenure.member, Set.of()).contains(command);
    }

    private boolean isCalledOff(long command, long member) {
        @Nullable String state = outcomes.getOrDefault(command, Map.of()).get(member);
        return "cancelled".equals(state) || "expired".equals(state);
    }

    /// What the sender is told is what has happened.
    private void checkOutcomes() {
        outcomes.forEach((command, states) -> states.forEach((member, state) -> {
            Evidence.Tenure tenure = evidence.tenures().get(member);
            if (tenure == null) {
                return; // Nobody who tells anything.
            }
            boolean hasGot = received(tenure, command);
            if (hasGot && NOT_EXECUTED.contains(state)) {
                find("results are true", "%s got %d, of which its sender was told %s", tenure, command, state);
            }
            if (!hasGot && EXECUTED.contains(state)) {
                find("results are true", "%s never got %d, of which its sender was told %s", tenure, command, state);
            }
        }));
    }

    private void find(String rule, String text, Object... words) {
        findings.add(Finding.of(evidence, rule, text, words));
    }
}
