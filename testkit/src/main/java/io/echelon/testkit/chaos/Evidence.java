package io.echelon.testkit.chaos;

import io.echelon.testkit.chaos.Event.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a history says of one group, sorted by members and by commands.
final class Evidence {
    private final String group;
    private final List<History.Entry> entries;
    private final Map<Long, Tenure> tenures = new TreeMap<>();
    private final Map<Witness, Tenure> current = new HashMap<>();
    private final Map<Witness, Long> begun = new HashMap<>();
    private final Map<String, Sending> sendings = new LinkedHashMap<>();
    private final Map<Long, Sending> byCommand = new TreeMap<>();
    private final Map<String, Sending> byBody = new HashMap<>();
    private final List<Told> told = new ArrayList<>();

    /// A place as a client was told it.
    record Told(Witness witness, long nanos, Standing standing) {}

    /// One member's time in the group, as far as its client knows.
    static final class Tenure {
        final Witness witness;
        final long member;
        final long joinedRevision;
        /// The last one at which it certainly was a member.
        long provenRevision;
        /// When it asked what the server has answered as to a member.
        long confirmedNanos = Long.MIN_VALUE / 2;

        Event.@Nullable End end;
        long endNanos;
        boolean hasGap;
        final List<Event.Received> received = new ArrayList<>();

        Tenure(Witness witness, Standing standing) {
            this.witness = witness;
            this.member = standing.member();
            this.joinedRevision = standing.revision();
            this.provenRevision = standing.revision();
        }

        /// Whether it kept its place to the end of the history, and missed nothing.
        boolean isWhole() {
            return end == null && !hasGap;
        }

        boolean isProvenAt(long revision) {
            return joinedRevision <= revision && revision <= provenRevision;
        }

        @Override
        public String toString() {
            return "m" + member + " (" + witness + ")";
        }
    }

    /// A command as its sender sees it.
    static final class Sending {
        final Witness witness;
        final long begunNanos;
        final Event.SendBegun begun;
        final List<Accepting> accepted = new ArrayList<>();
        boolean isCertainlyRefused;

        Sending(Witness witness, long begunNanos, Event.SendBegun begun) {
            this.witness = witness;
            this.begunNanos = begunNanos;
            this.begun = begun;
        }

        boolean isForAll() {
            return begun.target().equals("all");
        }

        @Override
        public String toString() {
            return begun.key() + " of " + witness;
        }
    }

    /// @param nanos when the sender had the answer
    record Accepting(long nanos, Event.Accepted word) {}

    Evidence(String group, List<History.Entry> entries) {
        this.group = group;
        this.entries = entries;
        for (History.Entry entry : entries) {
            if (entry.event() instanceof Event.Joined joined) { // Other threads may be ahead of the one that tells.
                Standing standing = joined.standing();
                tenures.putIfAbsent(standing.member(), new Tenure(entry.witness(), standing));
            }
        }
        entries.forEach(this::sort);
    }

    private void sort(History.Entry entry) {
        Witness witness = entry.witness();
        Tenure tenure = current.get(witness);
        switch (entry.event()) {
            case Event.Joined joined -> begin(entry, joined.standing());
            case Event.Promoted promoted -> tell(entry, promoted.standing());
            case Event.Resumed resumed -> tell(entry, resumed.standing());
            case Event.Confirmed confirmed -> confirm(tenure, confirmed.begunNanos());
            case Event.Missed missed -> miss(tenure);
            case Event.Ended ended -> end(entry, ended.why());
            case Event.SendBegun sendBegun -> send(entry, sendBegun);
            case Event.Accepted accepted -> accept(entry, accepted);
            case Event.Refused refused -> refuse(refused);
            case Event.Received received -> receive(received);
            case Event.Listed listed -> listed.members().forEach(line -> prove(line.id(), listed.revision()));
            case Event.Greeted greeted -> {}
            case Event.JoinBegun joinBegun -> begun.put(witness, entry.nanos());
            case Event.WentAway away -> {}
            case Event.Resulted resulted -> {}
            case Event.Closed closed -> {}
            case Event.Tallied tallied -> {}
        }
    }

    private void begin(History.Entry entry, Standing standing) {
        Tenure tenure = tenures.get(standing.member());
        if (tenure != null && tenure.witness == entry.witness()) {
            current.put(entry.witness(), tenure);
            confirm(tenure, begun.getOrDefault(entry.witness(), entry.nanos()));
        }
        told.add(new Told(entry.witness(), entry.nanos(), standing));
    }

    private void tell(History.Entry entry, Standing standing) {
        told.add(new Told(entry.witness(), entry.nanos(), standing));
        prove(standing.member(), standing.revision());
    }

    private void prove(long member, long revision) {
        Tenure tenure = tenures.get(member);
        if (tenure != null) {
            tenure.provenRevision = Math.max(tenure.provenRevision, revision);
        }
    }

    private static void confirm(@Nullable Tenure tenure, long nanos) {
        if (tenure != null) {
            tenure.confirmedNanos = Math.max(tenure.confirmedNanos, nanos);
        }
    }

    private static void miss(@Nullable Tenure tenure) {
        if (tenure != null) {
            tenure.hasGap = true;
        }
    }

    private void end(History.Entry entry, Event.End why) {
        Tenure tenure = current.remove(entry.witness());
        if (tenure != null) {
            tenure.end = why;
            tenure.endNanos = entry.nanos();
        }
    }

    private void send(History.Entry entry, Event.SendBegun begun) {
        Sending sending = new Sending(entry.witness(), entry.nanos(), begun);
        sendings.put(begun.key(), sending);
        byBody.put(begun.body(), sending);
    }

    private void accept(History.Entry entry, Event.Accepted accepted) {
        Sending sending = sendings.get(accepted.key());
        if (sending != null) {
            sending.accepted.add(new Accepting(entry.nanos(), accepted));
            byCommand.putIfAbsent(accepted.command(), sending);
            prove(accepted.sender(), accepted.revision());
            Tenure tenure = tenures.get(accepted.sender());
            confirm(tenure, sending.begunNanos);
        }
    }

    private void refuse(Event.Refused refused) {
        Sending sending = sendings.get(refused.key());
        if (sending != null && refused.isCertain()) {
            sending.isCertainlyRefused = true;
        }
    }

    private void receive(Event.Received received) {
        Tenure tenure = tenures.get(received.executor());
        if (tenure != null) {
            tenure.received.add(received);
        }
    }

    String group() {
        return group;
    }

    /// In the order of real time.
    List<History.Entry> entries() {
        return entries;
    }

    /// By member; of two that claim one number, the first.
    Map<Long, Tenure> tenures() {
        return tenures;
    }

    /// All places that were told, in the order of real time.
    List<Told> told() {
        return told;
    }

    /// In the order in which they were begun.
    Iterable<Sending> sendings() {
        return sendings.values();
    }

    /// The one that was given that number, as its sender was told.
    @Nullable
    Sending sending(long command) {
        return byCommand.get(command);
    }

    /// The one with that body, which none shares with another.
    @Nullable
    Sending sendingOf(String body) {
        return byBody.get(body);
    }
}
