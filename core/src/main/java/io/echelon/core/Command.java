package io.echelon.core;

import io.echelon.core.Effect.Result;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// One command that was accepted, for as long as it is known. By itself it is one that was delivered to
/// everybody at once, which closed it; one with targets of which more is to be known is a [Dispatch].
class Command {
    final CommandId id;
    final Member sender;
    final Recipients recipients;
    /// What a repetition is compared with; null if it has no key.
    final @Nullable Original original;

    private long closedMillis;

    Command(CommandId id, Member sender, Recipients recipients, @Nullable Original original) {
        this.id = id;
        this.sender = sender;
        this.recipients = recipients;
        this.original = original;
    }

    boolean isFor(Member member) {
        return recipients.includes(member.id.number());
    }

    /// Whether `member` may know how this command stands.
    boolean isVisibleTo(Member member) {
        return member == sender || member.isSeniorTo(sender) || isFor(member);
    }

    Tally tally() {
        return new Tally(0, recipients.count());
    }

    boolean isClosed() {
        return true;
    }

    /// Whether what its targets reported is kept.
    boolean hasResults() {
        return true;
    }

    /// What is known of each target that has an outcome of its own.
    ///
    /// @param only those with this outcome; all when null
    List<Result> results(@Nullable Outcome only) {
        return List.of();
    }

    /// How many reported after their outcome was settled as unknown.
    int late() {
        return 0;
    }

    void close(long nowMillis) {
        closedMillis = nowMillis;
    }

    long closedMillis() {
        return closedMillis;
    }

    void save(SnapshotWriter writer) {
        writer.put(id.number());
        writer.put(sender.id.number());
        recipients.save(writer);
        writer.put(original != null);
        if (original != null) {
            original.save(writer);
        }
    }

    /// @param group its number
    /// @param senders finds each by its number
    static Command load(SnapshotReader reader, int group, LongFunction<Member> senders) {
        return new Command(
                new CommandId(group, reader.nextLong(1, Long.MAX_VALUE)),
                senders.apply(reader.nextLong()),
                Recipients.load(reader),
                reader.nextBoolean() ? Original.load(reader) : null);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Command command && id.equals(command.id);
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }
}
