package io.echelon.core;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CancelReason;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import org.jspecify.annotations.Nullable;

/// One counted event, kept once for all members that it was told to and may be told to again. It does
/// not say who they are: a member that has yielded hears it under its new number.
final class ReplayEvent {
    private static final Recipients NOBODY = new Recipients(0);

    /// As a snapshot says which it is.
    private enum Kind {
        DELIVER,
        CANCEL,
        OUTCOME,
        CLOSED
    }

    private final Effect effect;
    private final @Nullable KeptBody body;

    private ReplayEvent(Effect effect, @Nullable KeptBody body) {
        this.effect = effect;
        this.body = body;
    }

    static ReplayEvent of(Deliver deliver, KeptBody body) {
        return new ReplayEvent(with(deliver, NOBODY, Body.EMPTY), body);
    }

    static ReplayEvent of(CancelAsked asked) {
        return new ReplayEvent(new CancelAsked(asked.command(), NOBODY, asked.why()), null);
    }

    static ReplayEvent of(OutcomeTold told) {
        return new ReplayEvent(
                with(told, told.sender(), Body.EMPTY), told.body().length() == 0 ? null : new KeptBody(told.body()));
    }

    static ReplayEvent of(CommandClosed closed) {
        return new ReplayEvent(closed, null);
    }

    @Nullable
    KeptBody body() {
        return body;
    }

    boolean isLost() {
        return body != null && body.isGivenUp();
    }

    /// The event as it is told again.
    ///
    /// @param member the only one that it is told to
    Effect toldTo(MemberId member) {
        Recipients recipient = Recipients.of(member.number());
        Body whole = body == null ? Body.EMPTY : body.body();
        return switch (effect) {
            case Deliver deliver -> with(deliver, recipient, whole);
            case CancelAsked asked -> new CancelAsked(asked.command(), recipient, asked.why());
            case OutcomeTold told -> with(told, member, whole);
            case CommandClosed closed ->
                new CommandClosed(member, closed.command(), closed.tally(), closed.elapsedMillis());
            case Effect other -> throw new IllegalStateException("not counted: " + other);
        };
    }

    void save(SnapshotWriter writer) {
        switch (effect) {
            case Deliver deliver -> {
                save(Kind.DELIVER, deliver.command(), deliver.sender(), writer);
                writer.put(deliver.senderRank());
                writer.put(deliver.ttlMillis());
            }
            case CancelAsked asked -> {
                writer.put(Kind.CANCEL);
                writer.put(asked.command().number());
                writer.put(asked.why());
            }
            case OutcomeTold told -> {
                save(Kind.OUTCOME, told.command(), told.sender(), writer);
                writer.put(told.executor().number());
                writer.put(told.rank());
                writer.put(told.outcome());
                writer.putOrNull(told.code());
                writer.put(told.elapsedMillis());
            }
            case CommandClosed closed -> {
                save(Kind.CLOSED, closed.command(), closed.sender(), writer);
                closed.tally().save(writer);
                writer.put(closed.elapsedMillis());
            }
            case Effect other -> throw new IllegalStateException("not counted: " + other);
        }
        writer.putOrNull(body);
    }

    private static void save(Kind kind, CommandId command, MemberId sender, SnapshotWriter writer) {
        writer.put(kind);
        writer.put(command.number());
        writer.put(sender.number());
    }

    /// @param group whose event it is
    static ReplayEvent load(SnapshotReader reader, int group) {
        Kind kind = reader.nextOf(Kind.class);
        CommandId command = new CommandId(group, reader.nextLong());
        Effect effect = switch (kind) {
            case DELIVER ->
                new Deliver(command, member(reader, group), reader.nextInt(), NOBODY, reader.nextLong(), Body.EMPTY);
            case CANCEL -> new CancelAsked(command, NOBODY, reader.nextOf(CancelReason.class));
            case OUTCOME ->
                new OutcomeTold(
                        member(reader, group),
                        command,
                        member(reader, group),
                        reader.nextInt(),
                        reader.nextOutcome(),
                        reader.nextIntOrNull(),
                        reader.nextLong(),
                        Body.EMPTY);
            case CLOSED -> new CommandClosed(member(reader, group), command, Tally.load(reader), reader.nextLong());
        };
        return new ReplayEvent(effect, reader.nextBodyOrNull());
    }

    private static MemberId member(SnapshotReader reader, int group) {
        return new MemberId(group, reader.nextLong());
    }

    private static Deliver with(Deliver deliver, Recipients recipients, Body body) {
        return new Deliver(
                deliver.command(), deliver.sender(), deliver.senderRank(), recipients, deliver.ttlMillis(), body);
    }

    private static OutcomeTold with(OutcomeTold told, MemberId sender, Body body) {
        return new OutcomeTold(
                sender,
                told.command(),
                told.executor(),
                told.rank(),
                told.outcome(),
                told.code(),
                told.elapsedMillis(),
                body);
    }
}
