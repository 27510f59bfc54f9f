package io.echelon.core;

import java.util.Arrays;

/// One command: whom it was for, what is still open, and the tally. For targets that report no
/// results nothing is kept but their count; for the others a number and a byte each, until the
/// command is closed.
final class Dispatch implements Comparable<Dispatch> {
    private static final long[] NOBODY = new long[0];
    private static final byte[] NOTHING = new byte[0];

    final CommandId id;
    final Member sender;
    final Recipients recipients;
    final long openedMillis;
    /// When what is still open becomes unknown.
    final long deadlineMillis;

    private final Tally tally;
    private long[] executors;
    private byte[] outcomes;
    private long closedMillis;

    /// @param executors numbers of the targets that report results, ascending
    Dispatch(
            CommandId id,
            Member sender,
            Recipients recipients,
            long[] executors,
            long openedMillis,
            long deadlineMillis) {
        this.id = id;
        this.sender = sender;
        this.recipients = recipients;
        this.executors = executors;
        this.outcomes = executors.length == 0 ? NOTHING : new byte[executors.length]; // All SENT, which is 0.
        this.openedMillis = openedMillis;
        this.deadlineMillis = deadlineMillis;
        this.tally = new Tally(executors.length, recipients.count() - executors.length);
    }

    Tally tally() {
        return tally;
    }

    /// How many targets report results, whether or not they have; 0 once closed.
    int executorCount() {
        return executors.length;
    }

    /// The number of an executor, from 0 to [#executorCount] - 1 in the order of seniority.
    long executor(int index) {
        return executors[index];
    }

    boolean isFor(Member member) {
        return recipients.includes(member.id.number());
    }

    /// Whether that member's outcome is still open.
    boolean awaits(Member member) {
        int index = indexOf(member);
        return index >= 0 && !Outcome.ofCode(outcomes[index]).isFinal();
    }

    /// Numbers of the members whose outcome is still open, ascending.
    long[] awaited() {
        long[] awaited = new long[tally.open()];
        int count = 0;
        for (int index = 0; index < executors.length; index++) {
            if (!Outcome.ofCode(outcomes[index]).isFinal()) {
                awaited[count++] = executors[index];
            }
        }
        return awaited;
    }

    /// @param member that is awaited
    void settle(Member member, Outcome outcome) {
        int index = indexOf(member);
        tally.move(Outcome.ofCode(outcomes[index]), outcome);
        outcomes[index] = outcome.code();
    }

    /// Whether `member` may know how this command stands.
    boolean isVisibleTo(Member member) {
        return member == sender || member.isSeniorTo(sender) || isFor(member);
    }

    /// Keeps the tally only.
    void close(long nowMillis) {
        closedMillis = nowMillis;
        executors = NOBODY;
        outcomes = NOTHING;
    }

    long closedMillis() {
        return closedMillis;
    }

    private int indexOf(Member member) {
        return Arrays.binarySearch(executors, member.id.number());
    }

    /// By deadline; those of one moment in the order of their groups and numbers.
    @Override
    public int compareTo(Dispatch other) {
        int byDeadline = Long.compare(deadlineMillis, other.deadlineMillis);
        if (byDeadline != 0) {
            return byDeadline;
        }
        int byGroup = Integer.compare(id.group(), other.id.group());
        return byGroup != 0 ? byGroup : Long.compare(id.number(), other.id.number());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dispatch dispatch && id.equals(dispatch.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
