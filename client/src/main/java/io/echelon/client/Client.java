package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection to an Echelon server, through which a program takes a place in one group, or looks on at
/// one.
///
/// When the connection breaks the client ends, unless its member has asked for a grace time or to join
/// anew: then it connects again, at once and then after random waits of [ClientOptions#backoff], to one
/// server of the list after the other. Any thread may call.
public final class Client implements AutoCloseable {
    private static final String NO_QUORUM = String.valueOf(ErrorCode.NO_QUORUM.number());
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ClientOptions options;
    private final Link link;
    private final Keeper keeper;
    private final Submissions submissions;
    private final Lane events = new Lane("events", ClientOptions.MAX_WAITING_EVENTS);
    private final CountDownLatch hasEnded = new CountDownLatch(1);
    private final Connection.Listener listener = new Events();

    /// What the client is in. Changed on the thread that reads only, so that no event meets the wrong one.
    private volatile @Nullable GroupView view;

    private Client(ClientOptions options) {
        this.options = options;
        this.link = new Link(options);
        this.keeper = new Keeper(this, link);
        this.submissions = new Submissions(this);
    }

    /// Connects, and waits until a server has answered: the first of the list that does.
    ///
    /// A client that neither joins nor observes within ten seconds is let go by the server.
    ///
    /// @throws RefusedException if the last server of the list will not have it
    /// @throws IOException if there is nobody, nobody who speaks this protocol, or no answer in time
    public static Client connect(ClientOptions options) throws IOException {
        Client client = new Client(options);
        client.connectFirst();
        client.keeper.start();
        return client;
    }

    private void connectFirst() throws IOException {
        IOException failure = tryFirst();
        for (int more = options.servers().size() - 1; failure != null && more > 0; more--) {
            link.advance();
            IOException next = tryFirst();
            if (next != null) {
                next.addSuppressed(failure);
            }
            failure = next;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable IOException tryFirst() {
        try {
            link.connect(options.connectTimeout(), listener);
            return null;
        } catch (IOException failure) {
            return failure;
        }
    }

    public ClientOptions options() {
        return options;
    }

    /// What the server says its version is: the last one that the client was connected to.
    public String serverVersion() {
        return link.serverVersion();
    }

    /// A word that changes whenever the server has lost the state that it takes to come back.
    public String epoch() {
        return link.epoch();
    }

    /// Takes a place at the end of the line, and waits for it.
    ///
    /// @param handler executes what seniors ask
    /// @throws RefusedException 401 if the group is full, 402 if this client has a place already, and
    ///     others
    /// @throws IOException if the connection is lost, as it is given up when there is no answer in time
    public Membership join(String group, CommandHandler handler) throws IOException {
        return join(JoinOptions.group(group).withHandler(handler));
    }

    /// Takes a place at the end of the line, and waits for it; or with [JoinOptions#waiting], in a group
    /// that is full, until it stands in line for one.
    ///
    /// @throws RefusedException 401 if the group is full, 402 if this client has a place already, and
    ///     others
    /// @throws OfflineException if the place that this client has already is to be regained
    /// @throws IOException if the connection is lost, as it is given up when there is no answer in time
    public Membership join(JoinOptions joinOptions) throws IOException {
        Membership membership = new Membership(this, joinOptions);
        enterFirst(membership, joinOptions.request(), joinOptions.isRosterWatched());
        return membership;
    }

    /// Looks on at a group without taking a place in it, and waits until it does. A client that observes
    /// already does so no more.
    ///
    /// @param rosterListener hears of arrivals and departures from then on
    /// @throws RefusedException 402 if this client has a place, 409 if there may be no more groups
    /// @throws OfflineException if the place that this client has already is to be regained
    /// @throws IOException if the connection is lost, as it is given up when there is no answer in time
    public Observation observe(String group, RosterListener rosterListener) throws IOException {
        Observation observation = new Observation(this, group, rosterListener);
        Request join = new Request.Join(null, group, null, Map.of(), false, true, 0, 0, false);
        enterFirst(observation, join, true);
        return observation;
    }

    /// Waits until the client has ended, by [#close] or because its connection broke and it does not come
    /// back.
    public void awaitEnd() throws InterruptedException {
        hasEnded.await();
    }

    /// Whether it has: then a membership that is [MembershipState#LOST] is lost for good.
    public boolean hasEnded() {
        return hasEnded.getCount() == 0;
    }

    /// Gives the place up and disconnects. When it returns the server has done its part, or did not within
    /// two seconds; interrupting makes that no shorter. Commands that wait to be executed are not; a
    /// handler at work is interrupted, and not waited for. What is open of one's own commands fails.
    /// Listeners and consumers of results still hear what they have not heard yet. Handlers, listeners and
    /// consumers may call it too. A second call does nothing. A place that the client is away from stays
    /// until its grace time is over.
    @Override
    public void close() {
        keeper.giveUp(new ConnectionLostException(LossReason.CLOSED, "the client was closed"));
        link.close();
        boolean wasInterrupted = Thread.interrupted();
        try {
            hasEnded.await(CLOSE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            wasInterrupted = true;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void enterFirst(GroupView entered, Request join, boolean watches) throws IOException {
        Incumbency away = comingBack();
        if (away != null) {
            throw new OfflineException(away.standing().state());
        }
        try {
            enter(entered, link.current(), join, watches);
        } catch (RefusedException refused) {
            throw refused;
        } catch (IOException failure) {
            // Or a place would be left without an owner.
            giveUp(LossReason.BROKEN, "the answer to JOIN was not waited for");
            throw failure;
        }
    }

    Submissions submissions() {
        return submissions;
    }

    Connection.Listener events() {
        return listener;
    }

    /// What is to be had again; null for nothing.
    @Nullable
    Incumbency comingBack() {
        GroupView entered = view;
        return entered == null ? null : entered.comingBack();
    }

    long pingNanos() {
        GroupView entered = view;
        return entered == null ? ClientOptions.PING_INTERVAL.toNanos() : entered.pingNanos();
    }

    /// Has the user's listener told, on its thread.
    void later(Runnable task) {
        if (!events.offer(task, 0)) {
            giveUp(LossReason.OVERLOADED, "too many events wait to be heard: the listener is too slow");
        }
    }

    /// As [#later], for what may as well be left out.
    void laterIfRoom(Runnable task, int bytes) {
        events.offer(task, bytes);
    }

    /// As [#later], for what is to be heard in any case.
    void force(Runnable task) {
        events.force(task);
    }

    /// Ends the client because of what this side has found.
    void giveUp(LossReason reason, String why) {
        keeper.giveUp(new ConnectionLostException(reason, why));
        link.abandon(reason, why);
    }

    /// The view has been left, on the thread that reads.
    void onLeft() {
        view = null;
    }

    /// Nothing more comes, on the thread that keeps the connection.
    void end(ConnectionLostException cause) {
        GroupView last = view;
        if (last != null) {
            last.onEnd(cause);
        }
        submissions.onEnd(cause);
        events.finish(null);
        hasEnded.countDown();
    }

    /// Enters a group, and waits until it has. Whoever calls gives the connection up if it may have,
    /// unheard.
    void enter(GroupView entered, Connection connection, Request join, boolean watches) throws IOException {
        Entry entry = new Entry(entered, connection);
        connection.send(link.tenure(), join, entry);
        if (watches) {
            connection.send(link.tenure(), new Request.Watch(null, Request.Subject.ROSTER, Watches.ALL), Answer.NONE);
            connection.send(link.tenure(), new Request.Me(null), new Update(entered));
        }
        entry.await(join, options.replyTimeout());
        keeper.look();
    }

    /// Waits for a place. It is entered on the thread that reads, before the next event.
    private final class Entry extends Question {
        private final GroupView entered;
        private final Connection connection;

        Entry(GroupView entered, Connection connection) {
            super(connection, link.tenure());
            this.entered = entered;
            this.connection = connection;
        }

        @Override
        public boolean minds() {
            return false;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            if (reply instanceof Reply.Ok ok) {
                GroupView before = view;
                if (before != null && before != entered) {
                    before.onLeft();
                }
                view = entered;
                entered.onEntered(ok.fields(), connection);
            }
            super.onReply(reply);
        }
    }

    /// Takes note of what has changed between JOIN and WATCH.
    private final class Update implements Answer {
        private final GroupView entered;

        Update(GroupView entered) {
            this.entered = entered;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            if (reply instanceof Reply.Ok ok && view == entered) {
                entered.onPlace(ok.fields());
            }
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            // Nobody waits.
        }
    }

    /// Hands what comes to what the client is in.
    private final class Events implements Connection.Listener {
        @Override
        public void onEvent(Reply.Event event) throws GarbledReplyException {
            GroupView entered = view;
            if (event.event() == EventName.BYE) {
                onBye(event);
            } else if (event.event() == EventName.PING) {
                String word =
                        event.fields().wordCount() == 0 ? null : event.fields().word(0);
                long got = entered == null ? -1 : entered.got();
                link.current().sendNow(link.tenure(), new Request.Pong(null, word, got), Answer.NONE);
            } else if (entered != null) {
                entered.onEvent(event);
            }
        }

        private void onBye(Reply.Event bye) {
            if (NO_QUORUM.equals(bye.fields().find("code"))) {
                keeper.goElsewhere();
            }
        }

        /// Others may have the majority; nothing is lost by asking them where the place is kept.
        @Override
        public void onNoMajority() {
            GroupView entered = view;
            if (entered != null && entered.isKept() && link.serverCount() > 1) {
                keeper.goElsewhere();
                link.abandon(LossReason.BROKEN, link.current().address() + " has no majority of its servers");
            }
        }

        @Override
        public void onAnswered(Reply reply, long sentNanos) {
            GroupView entered = view;
            if (entered != null) {
                entered.onAnswered(reply, sentNanos);
            }
        }

        @Override
        public void onEnd(ConnectionLostException cause) {
            GroupView entered = view;
            if (entered != null) {
                entered.onBroken(cause);
            }
        }

        @Override
        public void onFinish() {
            keeper.look();
        }
    }
}
