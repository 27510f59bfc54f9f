package io.echelon.testkit.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a [WireMember] owes and is owed: commands that it has sent, and those that it has to report. All
/// methods but [#isQuiet], [#askTallies] and [#toString] are for its thread.
final class WireLedger {
    static final int BAD_SESSION = 406;
    static final int GAP = 407;
    static final int NO_QUORUM = 902;

    private final Witness witness;
    private final long everyNanos;
    private long dueNanos = System.nanoTime();
    private int sent;
    private long member;
    private final Deque<Outgoing> again = new ArrayDeque<>();
    private final Set<Outgoing> unanswered = new HashSet<>();
    private final Set<Long> open = new HashSet<>();
    private final Set<Long> closedEarly = new HashSet<>();
    private final List<Long> accepted = new ArrayList<>();
    private final Deque<Long> reports = new ArrayDeque<>();
    private final Deque<Later> later = new ArrayDeque<>();
    private final Deque<Long> tallies = new ArrayDeque<>();
    private int awaitedTallies;

    /// A command that it sends, again and again until it is answered.
    record Outgoing(String key, String line) {}

    private record Later(long command, long nanos) {}

    WireLedger(Witness witness, Duration every) {
        this.witness = witness;
        this.everyNanos = every.toNanos();
    }

    /// Whether nothing of it is open. Any thread may ask.
    synchronized boolean isQuiet() {
        return again.isEmpty()
                && unanswered.isEmpty()
                && open.isEmpty()
                && reports.isEmpty()
                && later.isEmpty()
                && tallies.isEmpty()
                && awaitedTallies == 0;
    }

    /// Has all tallies asked for. Any thread may call.
    synchronized void askTallies() {
        tallies.addAll(accepted);
        awaitedTallies = accepted.size();
    }

    @Override
    public synchronized String toString() {
        return "unanswered " + unanswered + ", open " + open + ", to report " + reports.size() + ", tallies "
                + awaitedTallies;
    }

    synchronized void begin(long newMember) {
        member = newMember;
    }

    long member() {
        return member;
    }

    /// The place is gone, and all that went with it.
    synchronized void forget() {
        for (Outgoing command : unanswered) {
            witness.record(new Event.Refused(command.key(), 0, false));
        }
        unanswered.clear();
        again.clear();
        open.clear();
        accepted.clear();
        reports.clear();
        later.clear();
        tallies.clear();
        awaitedTallies = 0;
    }

    /// When the next command is due, of [System#nanoTime].
    long dueNanos() {
        return dueNanos;
    }

    synchronized Outgoing nextNew() {
        dueNanos = System.nanoTime() + everyNanos;
        sent++;
        String key = witness.name() + "." + sent;
        Outgoing command = new Outgoing(key, "SEND all ttl=20m limit=30m key=" + key + " :" + key);
        unanswered.add(command);
        witness.record(new Event.SendBegun(key, "all", key));
        return command;
    }

    synchronized @Nullable Outgoing nextRepeated() {
        return again.poll();
    }

    synchronized void again(Outgoing command) {
        again.add(command);
    }

    synchronized void refuse(Outgoing command, int code) {
        unanswered.remove(command);
        witness.record(new Event.Refused(command.key(), code, true));
    }

    synchronized void accept(Outgoing command, WireLine line) {
        long id = line.number("id");
        unanswered.remove(command);
        accepted.add(id);
        if (!closedEarly.remove(id)) {
            open.add(id);
        }
        witness.record(new Event.Accepted(
                command.key(), member, id, (int) line.number("n"), line.number("rev"), line.has("dup")));
    }

    synchronized void receive(WireLine line) {
        long command = line.number(1);
        witness.record(new Event.Received(
                member, command, WireLine.member(line.text("from")), (int) line.number("rank"), line.body()));
        reports.add(command);
    }

    void result(WireLine line) {
        witness.record(
                new Event.Resulted(line.number(1), WireLine.member(line.words().get(2)), line.text("state")));
    }

    /// May come before the response to a SEND that is repeated.
    synchronized void close(WireLine line) {
        long command = line.number(1);
        if (!open.remove(command)) {
            closedEarly.add(command);
        }
        witness.record(new Event.Closed(command, (int) line.number("total"), line.states()));
    }

    synchronized void report(long command) {
        reports.add(command);
    }

    synchronized void reportLater(long command, long nanos) {
        later.add(new Later(command, nanos));
    }

    synchronized @Nullable Long nextReport() {
        Later first = later.peek();
        if (first != null && first.nanos() <= System.nanoTime()) {
            later.remove();
            return first.command();
        }
        return reports.poll();
    }

    synchronized @Nullable Long nextTally() {
        return tallies.poll();
    }

    synchronized void tally(long command) {
        tallies.add(command);
    }

    synchronized void tallied(long command, WireLine line) {
        awaitedTallies--;
        witness.record(new Event.Tallied(command, !line.isError(), (int) line.number("total"), line.states()));
    }
}
