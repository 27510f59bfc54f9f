package io.echelon.testkit.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every command closes once, with a tally that adds up and stays.
final class OutcomeRules {
    private final Evidence evidence;
    private final List<Finding> findings;
    private final Map<Long, Event.Closed> closed = new HashMap<>();

    OutcomeRules(Evidence evidence, List<Finding> findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    void check() {
        Set<List<Long>> results = new HashSet<>();
        for (History.Entry entry : evidence.entries()) {
            switch (entry.event()) {
                case Event.Resulted resulted -> checkResult(entry.witness(), resulted, results);
                case Event.Closed word -> checkClosed(entry.witness(), word);
                case Event.Tallied tallied -> checkTallied(entry.witness(), tallied);
                default -> {
                    // Says nothing of outcomes.
                }
            }
        }
        checkAllClosed();
    }

    private void checkResult(Witness witness, Event.Resulted resulted, Set<List<Long>> results) {
        if (!results.add(List.of(resulted.command(), resulted.executor()))) {
            find(
                    "a result is told once",
                    "%s was told twice of %d at m%d",
                    witness,
                    resulted.command(),
                    resulted.executor());
        }
        if (closed.containsKey(resulted.command()) && witness.hearsInOneOrder()) {
            find(
                    "a command that has closed is over",
                    "%s was told of %d at m%d after its end",
                    witness,
                    resulted.command(),
                    resulted.executor());
        }
    }

    private void checkClosed(Witness witness, Event.Closed word) {
        if (closed.put(word.command(), word) != null) {
            find("a command closes once", "%s was told twice that %d has closed", witness, word.command());
        }
        checkSum(witness, word.command(), word.total(), word.states());
        Evidence.Sending sending = evidence.sending(word.command());
        if (sending != null && sending.accepted.getFirst().word().targets() != word.total()) {
            find(
                    "a command keeps its targets",
                    "%s was for %d, and has closed with %d",
                    sending,
                    sending.accepted.getFirst().word().targets(),
                    word.total());
        }
    }

    private void checkSum(Witness witness, long command, int total, Map<String, Integer> states) {
        int sum = states.values().stream().mapToInt(count -> count).sum();
        if (sum != total) {
            find("a tally adds up", "%s was told of %d: %s, which is not %d", witness, command, states, total);
        }
    }

    private void checkTallied(Witness witness, Event.Tallied tallied) {
        if (!tallied.isKnown()) {
            find(
                    "what was accepted is kept",
                    "%s asked for %d, which is not known any more",
                    witness,
                    tallied.command());
            return;
        }
        checkSum(witness, tallied.command(), tallied.total(), tallied.states());
        Event.Closed word = closed.get(tallied.command());
        if (word != null && !word.states().equals(tallied.states())) {
            find(
                    "a tally stays",
                    "%d closed with %s, and has %s now",
                    tallied.command(),
                    word.states(),
                    tallied.states());
        }
    }

    private void checkAllClosed() {
        for (Evidence.Sending sending : evidence.sendings()) {
            for (Evidence.Accepting accepting : sending.accepted) {
                Evidence.Tenure sender = evidence.tenures().get(accepting.word().sender());
                long command = accepting.word().command();
                if (sender != null && sender.isWhole() && !closed.containsKey(command)) {
                    find("every command closes", "%s never heard of the end of %d", sending, command);
                }
            }
        }
    }

    private void find(String rule, String text, Object... words) {
        findings.add(Finding.of(evidence, rule, text, words));
    }
}
