package io.echelon.testkit.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a command is, and in which order commands are seen.
final class CommandRules {
    private final Evidence evidence;
    private final List<Finding> findings;

    CommandRules(Evidence evidence, List<Finding> findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    void check() {
        checkKeys();
        checkRealTime();
        checkBodies();
        checkAuthority();
        checkAscending();
        checkOneOrder();
        checkPromotions();
    }

    private void checkKeys() {
        Map<Long, String> byCommand = new HashMap<>();
        for (Evidence.Sending sending : evidence.sendings()) {
            Map<Long, Long> bySender = new HashMap<>();
            for (Evidence.Accepting accepting : sending.accepted) {
                Event.Accepted word = accepting.word();
                Long other = bySender.put(word.sender(), word.command());
                if (other != null && other != word.command()) {
                    find("a key is one command", "%s is command %d and %d", sending, other, word.command());
                }
                String key = byCommand.put(word.command(), word.key());
                if (key != null && !key.equals(word.key())) {
                    find("a number is one command", "%d is %s and %s", word.command(), key, word.key());
                }
            }
        }
    }

    /// A command that was begun when another had been accepted has a greater number.
    private void checkRealTime() {
        List<Evidence.Accepting> accepted = new ArrayList<>();
        evidence.sendings().forEach(sending -> accepted.addAll(sending.accepted));
        accepted.sort(Comparator.comparingLong(Evidence.Accepting::nanos));
        Evidence.Accepting last = null;
        int index = 0;
        for (Evidence.Sending sending : evidence.sendings()) { // As they were begun.
            while (index < accepted.size() && accepted.get(index).nanos() < sending.begunNanos) {
                Evidence.Accepting before = accepted.get(index);
                last = last == null || before.word().command() > last.word().command() ? before : last;
                index++;
            }
            for (Evidence.Accepting accepting : sending.accepted) {
                if (last != null && accepting.word().command() <= last.word().command()) {
                    find(
                            "commands are numbered in their order",
                            "%s is %d, but was begun when %s had been accepted as %d",
                            sending,
                            accepting.word().command(),
                            last.word().key(),
                            last.word().command());
                }
            }
        }
    }

    private void checkBodies() {
        Map<Long, String> bodies = new HashMap<>();
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            for (Event.Received received : tenure.received) {
                String other = bodies.putIfAbsent(received.command(), received.body());
                if (other != null && !other.equals(received.body())) {
                    find(
                            "a command has one body",
                            "%d was \"%s\", but \"%s\" to %s",
                            received.command(),
                            other,
                            received.body(),
                            tenure);
                }
                checkOrigin(tenure, received);
            }
        }
    }

    private void checkOrigin(Evidence.Tenure tenure, Event.Received received) {
        Evidence.Sending sending = evidence.sendingOf(received.body());
        if (sending == null) {
            find(
                    "nothing is made up",
                    "%s got command %d, which nobody sent: %s",
                    tenure,
                    received.command(),
                    received.body());
            return;
        }
        if (sending.isCertainlyRefused && sending.accepted.isEmpty()) {
            find(
                    "what is refused does not happen",
                    "%s was refused, and %s got it as %d",
                    sending,
                    tenure,
                    received.command());
        }
        for (Evidence.Accepting accepting : sending.accepted) {
            if (accepting.word().sender() == received.sender()
                    && accepting.word().command() != received.command()) {
                find(
                        "a key is one command",
                        "%s was accepted as %d, and %s got it as %d",
                        sending,
                        accepting.word().command(),
                        tenure,
                        received.command());
            }
        }
    }

    private void checkAuthority() {
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            for (Event.Received received : tenure.received) {
                if (received.sender() >= tenure.member) {
                    find("commands go down only", "%s got %d from m%d", tenure, received.command(), received.sender());
                }
            }
        }
    }

    /// No two commands that were sequenced for all at once overtake each other anywhere.
    private void checkAscending() {
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            long last = 0;
            for (Event.Received received : tenure.received) {
                Evidence.Sending sending = evidence.sendingOf(received.body());
                if (sending != null && sending.isForAll()) {
                    if (received.command() < last) {
                        find(
                                "commands for all keep their order",
                                "%s got %d after %d",
                                tenure,
                                received.command(),
                                last);
                    }
                    last = Math.max(last, received.command());
                }
            }
        }
    }

    /// There is an order in which all saw what they saw of the commands.
    private void checkOneOrder() {
        Map<Long, Set<Long>> later = new TreeMap<>();
        Map<Long, Integer> earlier = new TreeMap<>();
        for (Evidence.Tenure tenure : evidence.tenures().values()) {
            Set<Long> seen = new HashSet<>();
            long before = 0;
            for (Event.Received received : tenure.received) {
                long command = received.command();
                if (seen.add(command)) {
                    earlier.putIfAbsent(command, 0);
                    if (before != 0
                            && later.computeIfAbsent(before, key -> new HashSet<>())
                                    .add(command)) {
                        earlier.merge(command, 1, Integer::sum);
                    }
                    before = command;
                }
            }
        }
        Set<Long> left = withoutOrder(later, earlier);
        if (!left.isEmpty()) {
            find("all see one order", "two members saw some of these in different orders: %s", left);
        }
    }

    /// Takes away whatever nothing comes before, as long as there is anything of the kind.
    private static Set<Long> withoutOrder(Map<Long, Set<Long>> later, Map<Long, Integer> earlier) {
        Deque<Long> free = new ArrayDeque<>();
        earlier.forEach((command, count) -> {
            if (count == 0) {
                free.add(command);
            }
        });
        while (!free.isEmpty()) {
            long command = free.remove();
            earlier.remove(command);
            for (long next : later.getOrDefault(command, Set.of())) {
                if (earlier.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        return earlier.keySet();
    }

    /// A promotion that came before a command in the order is told before it.
    private void checkPromotions() {
        Map<Witness, Long> told = new HashMap<>();
        for (History.Entry entry : evidence.entries()) {
            if (!entry.witness().hearsInOneOrder()) {
                continue;
            }
            if (entry.event() instanceof Event.Received received) {
                told.merge(entry.witness(), revision(received.command()), Math::max);
            } else if (entry.event() instanceof Event.Promoted promoted) {
                Long before = told.get(entry.witness());
                if (before != null && promoted.standing().revision() <= before) {
                    find(
                            "commands and promotions are one order",
                            "%s was told of revision %d after a command of revision %d",
                            entry.witness(),
                            promoted.standing().revision(),
                            before);
                }
            }
        }
    }

    private long revision(long command) {
        Evidence.@Nullable Sending sending = evidence.sending(command);
        return sending == null ? -1 : sending.accepted.getFirst().word().revision();
    }

    private void find(String rule, String text, Object... words) {
        findings.add(Finding.of(evidence, rule, text, words));
    }
}
