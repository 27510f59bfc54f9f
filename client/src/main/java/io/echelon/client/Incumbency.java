package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a [Membership] does behind the back of its user: follows what the server tells, and says what
/// becomes of the place when a connection breaks. Used on the thread that reads, and between two of these
/// by the one that connects again.
final class Incumbency {
    /// So that a break is found, and may be mended, before half of the grace is over.
    private static final int PINGS_A_GRACE = 6;

    private final Membership membership;
    private final Client client;
    private final JoinOptions options;
    private final MembershipListener listener;
    private final Submissions submissions;
    private final Watches watches;
    private final Standing standing;
    private final Session session = new Session();
    private Commands commands;
    private volatile long serverSinceNanos = System.nanoTime();

    Incumbency(Membership membership, JoinOptions options, Watches watches) {
        this.membership = membership;
        this.client = membership.client();
        this.options = options;
        this.listener = options.listener();
        this.submissions = client.submissions();
        this.watches = watches;
        this.standing = new Standing(options.grace(), this::tell);
        this.commands = newCommands(membership, options);
    }

    private static Commands newCommands(Membership membership, JoinOptions options) {
        return new Commands(membership, options.handler(), options.maxQueuedCommands());
    }

    private void tell(StateChange change) {
        if (change.to() == MembershipState.LOST || change.to() == MembershipState.LEFT) {
            client.force(() -> listener.onState(change));
        } else {
            client.later(() -> listener.onState(change));
        }
    }

    Membership membership() {
        return membership;
    }

    JoinOptions options() {
        return options;
    }

    Standing standing() {
        return standing;
    }

    /// Any thread may call.
    long serverSinceNanos() {
        return serverSinceNanos;
    }

    Session session() {
        return session;
    }

    /// Why nothing can be sent. Any thread may call.
    ConnectionLostException offline() {
        ConnectionLostException loss = standing.loss();
        if (loss != null) {
            return loss.again();
        }
        MembershipState state = standing.state();
        return state == MembershipState.LEFT
                ? new ConnectionLostException(LossReason.CLOSED, "the client was closed")
                : new OfflineException(state);
    }

    void onEntered(Fields fields, Connection connection) throws GarbledReplyException {
        if ("yes".equals(fields.find("waiting"))) {
            membership.line(connection);
            standing.await();
            onWaiting(fields);
        } else {
            onSeated(fields, connection);
        }
    }

    private void onSeated(Fields fields, @Nullable Connection connection) throws GarbledReplyException {
        Place place = Place.read(fields);
        session.begin(fields);
        long ageMillis = fields.find("age") == null ? 0 : fields.millis("age");
        serverSinceNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ageMillis);
        membership.line(connection);
        standing.take(place, session.isKept());
    }

    private void onWaiting(Fields fields) throws GarbledReplyException {
        int position = (int) fields.number("position");
        client.later(() -> listener.onWaiting(position));
    }

    /// @return false if it is for whoever looks at the group
    boolean takes(Reply.Event event) throws GarbledReplyException {
        session.count(event.event());
        Fields fields = event.fields();
        switch (event.event()) {
            case RANK -> onRank(fields);
            case COMMAND -> commands.take(Command.read(event, commands));
            case CANCEL -> commands.cancel(fields.number(0), fields.text("why"));
            case RESULT -> submissions.onResult(Result.read(event));
            case CLOSED -> submissions.onClosed(Tally.readClosed(fields));
            case OUT -> watches.onOutput(event);
            case PROG -> watches.onProgress(event);
            case TALLY -> watches.onTally(event);
            case WAITING -> onWaiting(fields);
            case WELCOME -> onWelcome(fields);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onWelcome(Fields fields) throws GarbledReplyException {
        if (standing.state() == MembershipState.WAITING) {
            onSeated(fields, membership.lineOrNull());
        }
    }

    private void onRank(Fields fields) throws GarbledReplyException {
        Place now = standing.update(place -> place.promoted(fields));
        int previousRank = (int) fields.number("was");
        client.later(() -> listener.onRank(now, previousRank));
    }

    /// The roster has a revision more, and a member more or less.
    void keepUp(Reply.Event event) throws GarbledReplyException {
        if (standing.state() != MembershipState.MEMBER) {
            return; // In line, there is no place that it could concern.
        }
        Fields fields = event.fields();
        switch (event.event()) {
            case JOIN -> standing.update(place -> place.changed((int) fields.number("rank") + 1, fields.number("rev")));
            case LEFT -> standing.update(place -> place.changed(place.size() - 1, fields.number("rev")));
            case ROSTER -> standing.update(place -> place.changed((int) fields.number("n"), fields.number("rev")));
            default -> {
                // Does not concern the roster.
            }
        }
    }

    void onPlace(Fields fields) throws GarbledReplyException {
        Place place = Place.read(fields);
        standing.update(before -> place);
    }

    void onAnswered(Reply reply, long sentNanos) {
        if (!GroupView.isNotAMember(reply)) {
            standing.confirm(sentNanos);
        }
    }

    /// It has gone to the end of the line, where it has nothing to do with what was begun before.
    void onYielded(Fields fields) throws GarbledReplyException {
        standing.update(place -> place.yielded(fields));
        submissions.onGone(new ConnectionLostException(
                LossReason.LEFT, "the sender has gone to the end of the line; its commands go on"));
        commands.stop();
        membership.renewTenure();
        commands = newCommands(membership, options);
    }

    /// It has the place again.
    ///
    /// @param hasGap whether more has happened than is replayed
    void onResumed(Fields fields, Connection connection, boolean hasGap) throws GarbledReplyException {
        Place place = Place.read(fields);
        long lost = fields.number("lost", 0);
        session.resume(fields);
        commands.resume(connection);
        standing.take(place, true);
        submissions.onBack(connection, membership.tenure(), hasGap);
        if (hasGap) {
            client.later(() -> listener.onGap(lost));
        }
    }

    /// Whether the place can be taken up again on another connection.
    boolean isKept() {
        return standing.state() == MembershipState.MEMBER && session.isKept();
    }

    /// A server cannot tell whether there is the place still: without a majority nobody gives it up.
    void onUndecided() {
        standing.stayAway(System.nanoTime());
    }

    void onBroken(ConnectionLostException cause) {
        MembershipState state = standing.state();
        if (state != MembershipState.MEMBER && state != MembershipState.WAITING) {
            return; // Whoever connects again knows.
        }
        if (cause.reason() == LossReason.CLOSED) {
            return; // That is told by closing.
        }
        if (session.isKept() && cause.reason() == LossReason.BROKEN) {
            membership.line(null);
            standing.away(cause, System.nanoTime());
            submissions.onAway(cause);
        } else {
            onLost(cause);
        }
    }

    /// The place is gone; another is to be taken where that is wanted and may help.
    void onLost(ConnectionLostException cause) {
        boolean rejoins = options.rejoins() && mayRejoin(cause.reason());
        lose(cause, !rejoins);
        if (rejoins) {
            membership.renewTenure();
            commands = newCommands(membership, options);
            standing.reconnect();
        }
    }

    private void lose(ConnectionLostException cause, boolean isLast) {
        membership.line(null);
        session.end();
        watches.clear();
        standing.lose(cause, isLast);
        client.force(() -> listener.onLost(cause));
        submissions.onGone(cause);
        commands.stop();
    }

    private static boolean mayRejoin(LossReason reason) {
        return switch (reason) {
            case BROKEN, EXPIRED, FORGOTTEN -> true;
            case FENCED, REFUSED, OVERLOADED, INTERNAL, LEFT, CLOSED -> false;
        };
    }

    /// An attempt to have the place again was in vain.
    ///
    /// @param cause why its connection ended; null if there was none
    void onFailed(@Nullable ConnectionLostException cause) {
        if (cause == null || !comesBack()) {
            return;
        }
        if (!mayRejoin(cause.reason()) && cause.reason() != LossReason.CLOSED) {
            onLost(cause);
        }
    }

    /// The grace time is over by this client's clock, and no connection stands.
    void expire() {
        onLost(new ConnectionLostException(
                LossReason.EXPIRED,
                "no server could be reached within " + options.grace().toMillis() + " ms"));
    }

    /// What is left until the place is given up, at a moment; [Long#MAX_VALUE] where there is none to give
    /// up.
    long awayNanosLeft(long nowNanos) {
        return standing.state() == MembershipState.AWAY ? standing.awayNanosLeft(nowNanos) : Long.MAX_VALUE;
    }

    /// How long to wait for something that is of no use when the place is given up.
    Duration patience(Duration most) {
        long nanosLeft = Math.max(1, awayNanosLeft(System.nanoTime()));
        return most.toNanos() < nanosLeft ? most : Duration.ofNanos(nanosLeft);
    }

    boolean comesBack() {
        MembershipState state = standing.state();
        return state == MembershipState.AWAY || state == MembershipState.CONNECTING;
    }

    /// No more comes of it.
    void onEnd(ConnectionLostException cause) {
        MembershipState state = standing.state();
        if (cause.reason() == LossReason.CLOSED) {
            standing.leave();
            commands.stop();
        } else if (state != MembershipState.LOST && state != MembershipState.LEFT) {
            lose(cause, true);
        }
    }

    void onLeft() {
        session.end();
        standing.leave();
        commands.stop();
        submissions.onGone(
                new ConnectionLostException(LossReason.LEFT, "the sender has left the group; its commands go on"));
    }

    long got() {
        return session.got();
    }

    long pingNanos() {
        long most = ClientOptions.PING_INTERVAL.toNanos();
        return options.grace().isZero() ? most : Math.min(most, options.grace().toNanos() / PINGS_A_GRACE);
    }
}
