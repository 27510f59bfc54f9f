package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The state of a membership and its place, always of one moment. Any thread may call; changes are told in
/// their order.
final class Standing {
    /// Told while nothing else can change: it must only pass it on.
    interface Teller {
        void tell(StateChange change);
    }

    /// What becomes of a place.
    interface PlaceChange {
        Place changed(Place place) throws GarbledReplyException;
    }

    private final Duration grace;
    private final Teller teller;
    private MembershipState state = MembershipState.CONNECTING;
    private @Nullable Place place;
    private boolean isKept;
    private @Nullable ConnectionLostException loss;
    /// Whether nothing follows any more.
    private boolean isOver;
    /// A place that is taken later is certainly not given up before what is certain now.
    private long confirmedNanos = System.nanoTime();
    /// When the grace time is over, if nobody comes back before.
    private long awayUntilNanos;

    /// @param grace zero if the place is not kept
    Standing(Duration grace, Teller teller) {
        this.grace = grace;
        this.teller = teller;
    }

    synchronized MembershipState state() {
        return state;
    }

    /// @throws IllegalStateException if it never had one
    synchronized Place place() {
        if (place == null) {
            throw new IllegalStateException("there is no place yet: " + state.key());
        }
        return place;
    }

    synchronized Lease lease() {
        boolean mayBeCertain = state == MembershipState.MEMBER || state == MembershipState.AWAY;
        return new Lease(place(), confirmedNanos, mayBeCertain && isKept ? grace : Duration.ZERO);
    }

    /// Why there is no place any more; null if there is one, or might be again.
    synchronized @Nullable ConnectionLostException loss() {
        return state == MembershipState.LOST ? loss : null;
    }

    /// What is left until the place is given up, at a moment.
    synchronized long awayNanosLeft(long nowNanos) {
        return awayUntilNanos - nowNanos;
    }

    /// A request that was sent then was answered.
    synchronized void confirm(long sentNanos) {
        boolean counts = state == MembershipState.MEMBER || state == MembershipState.WAITING;
        if (counts && sentNanos - confirmedNanos > 0) {
            confirmedNanos = sentNanos;
        }
    }

    /// @param keeps whether the server keeps the place for the grace time
    synchronized void take(Place taken, boolean keeps) {
        place = taken;
        isKept = keeps;
        move(MembershipState.MEMBER, null);
    }

    synchronized void away(ConnectionLostException cause, long nowNanos) {
        awayUntilNanos = nowNanos + grace.toNanos();
        move(MembershipState.AWAY, cause);
    }

    /// The grace time begins anew, if it is away.
    synchronized void stayAway(long nowNanos) {
        awayUntilNanos = nowNanos + grace.toNanos();
    }

    /// @param isLast whether no other place is to be had
    synchronized void lose(ConnectionLostException cause, boolean isLast) {
        isOver = isLast;
        move(MembershipState.LOST, cause);
    }

    synchronized void leave() {
        isOver = true;
        move(MembershipState.LEFT, null);
    }

    /// In line for a place.
    synchronized void await() {
        move(MembershipState.WAITING, null);
    }

    /// Another place is to be had.
    synchronized void reconnect() {
        move(MembershipState.CONNECTING, null);
    }

    private void move(MembershipState next, @Nullable ConnectionLostException cause) {
        if (state == MembershipState.LEFT) {
            return; // Nobody wants to know any more.
        }
        StateChange change = new StateChange(state, next, place, cause);
        state = next;
        loss = cause;
        teller.tell(change);
        notifyAll();
    }

    /// Nothing about the state, but something about the place.
    ///
    /// @throws GarbledReplyException if there is none
    synchronized Place update(PlaceChange change) throws GarbledReplyException {
        if (place == null) {
            throw new GarbledReplyException("news of a place before there is one");
        }
        place = change.changed(place);
        return place;
    }

    /// Waits until it has a place, or never will.
    synchronized Place awaitPlace(Duration patience) throws IOException, InterruptedException, TimeoutException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (state != MembershipState.MEMBER) {
            if (isOver) {
                throw loss == null ? new ConnectionLostException(LossReason.LEFT, "this place was left") : loss.again();
            }
            long millisLeft = (deadlineNanos - System.nanoTime() + 999_999) / 1_000_000;
            if (millisLeft <= 0) {
                throw new TimeoutException("no place yet: " + state.key());
            }
            wait(millisLeft);
        }
        return place();
    }
}
