package io.echelon.core;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import org.jspecify.annotations.Nullable;

/// One counted event, kept once for all members that it was told to and may be told to again. It does
/// not say who they are: a member that has yielded hears it under its new number.
final class ReplayEvent {
    private static final Recipients NOBODY = new Recipients(0);

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
