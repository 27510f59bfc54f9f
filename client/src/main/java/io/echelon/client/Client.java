package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A connection to an Echelon server, through which a program takes a place in one group, or looks on at one.
///
/// A broken connection ends the place: there is no coming back to it, only a new one at the end of the line.
/// Any thread may call.
public final class Client implements AutoCloseable {
    private static final String WITHOUT_JAR = "1.0";

    private final ClientOptions options;
    private final Connection connection;
    private final Submissions submissions;
    private final Lane events = new Lane("events", ClientOptions.MAX_WAITING_EVENTS);
    private final CountDownLatch hasEnded = new CountDownLatch(1);
    /// That of the connection, which no LEAVE ends.
    private final Tenure tenure = new Tenure();

    private String serverVersion = "";
    private String epoch = "";

    /// What the client is in. Used on the thread that reads only, so that no event meets the wrong one.
    private @Nullable GroupView view;

    private Client(ClientOptions options, Connection connection) {
        this.options = options;
        this.connection = connection;
        this.submissions = new Submissions(connection);
    }

    /// Connects, and waits until the server has answered.
    ///
    /// A client that neither joins nor observes within ten seconds is let go by the server.
    ///
    /// @throws RefusedException if the server will not have it
    /// @throws IOException if there is nobody, nobody who speaks this protocol, or no answer in time
    public static Client connect(ClientOptions options) throws IOException {
        long startNanos = System.nanoTime();
        Client client = new Client(options, Connection.open(options));
        client.connection.start(client.new Events());
        try {
            Duration patience = options.connectTimeout().minusNanos(System.nanoTime() - startNanos);
            client.introduce(patience);
            return client;
        } catch (IOException failure) {
            client.connection.abandon("the client was not welcome");
            throw failure;
        }
    }

    private void introduce(Duration patience) throws IOException {
        String version = Client.class.getPackage().getImplementationVersion();
        Request hello = new Request.Hello(null, null, "java", version == null ? WITHOUT_JAR : version, true);
        Fields answer = Question.ask(connection, tenure, hello, patience).fields();
        serverVersion = answer.text("server");
        epoch = answer.text("epoch");
    }

    public ClientOptions options() {
        return options;
    }

    /// What the server says its version is.
    public String serverVersion() {
        return serverVersion;
    }

    /// A word that changes whenever the server has lost its state, with every start at present.
    public String epoch() {
        return epoch;
    }

    /// Takes a place at the end of the line, and waits for it.
    ///
    /// @param handler executes what seniors ask
    /// @throws RefusedException 401 if the group is full, 402 if this client has a place already, and others
    /// @throws IOException if the connection is lost, as it is given up when there is no answer in time
    public Membership join(String group, CommandHandler handler) throws IOException {
        return join(JoinOptions.group(group).withHandler(handler));
    }

    /// Takes a place at the end of the line, and waits for it.
    ///
    /// @throws RefusedException 401 if the group is full, 402 if this client has a place already, and others
    /// @throws IOException if the connection is lost, as it is given up when there is no answer in time
    public Membership join(JoinOptions joinOptions) throws IOException {
        return enter(
                joinOptions.request(),
                joinOptions.isRosterWatched(),
                ok -> new Membership(this, joinOptions, Place.read(ok.fields())));
    }

    /// Looks on at a group without taking a place in it, and waits until it does. A client that observes
    /// already does so no more.
    ///
    /// @param listener hears of arrivals and departures from then on
    /// @throws RefusedException 402 if this client has a place, 409 if there may be no more groups
    /// @throws IOException if the connection is lost, as it is given up when there is no answer in time
    public Observation observe(String group, RosterListener listener) throws IOException {
        return enter(
                new Request.Join(null, group, null, Map.of(), false, true),
                true,
                ok -> new Observation(this, group, listener));
    }

    /// Waits until the connection has ended, by [#close] or otherwise.
    public void awaitEnd() throws InterruptedException {
        hasEnded.await();
    }

    /// Gives the place up and disconnects. When it returns the server has done its part, or did not within
    /// two seconds; interrupting makes that no shorter. Commands that wait to be executed are not; a handler
    /// at work is interrupted, and not waited for. What is open of one's own commands fails. Listeners and
    /// consumers of results still hear what they have not heard yet. Handlers, listeners and consumers may
    /// call it too. A second call does nothing.
    @Override
    public void close() {
        connection.close();
    }

    Connection connection() {
        return connection;
    }

    Submissions submissions() {
        return submissions;
    }

    /// Has the user's listener told, on its thread.
    void later(Runnable task) {
        if (!events.offer(task, 0)) {
            connection.abandon("too many events wait to be heard: the listener is too slow");
        }
    }

    void leave(GroupView left) throws IOException {
        Question question = new Question(connection, left.tenure()) {
            @Override
            public void onReply(Reply reply) throws GarbledReplyException {
                if (reply instanceof Reply.Ok) {
                    left.onLeft();
                    view = null;
                }
                super.onReply(reply);
            }
        };
        question.ask(new Request.Leave(null), options.replyTimeout());
    }

    /// What a good answer to a JOIN opens.
    private interface Opening<V extends GroupView> {
        V open(Reply.Ok ok) throws GarbledReplyException;
    }

    private <V extends GroupView> V enter(Request join, boolean watches, Opening<V> opening) throws IOException {
        Entry<V> entry = new Entry<>(opening);
        connection.send(tenure, join, entry);
        if (watches) {
            connection.send(tenure, new Request.Watch(null), Answer.NONE);
            connection.send(tenure, new Request.Me(null), new Update(entry));
        }
        try {
            entry.await(join, options.replyTimeout());
        } catch (RefusedException refused) {
            throw refused;
        } catch (IOException failure) {
            connection.abandon("the answer to JOIN was not waited for"); // Or a place would be left without an owner.
            throw failure;
        }
        return entry.entered();
    }

    /// Waits for a place. It is entered on the thread that reads, before the next event.
    private final class Entry<V extends GroupView> extends Question {
        private final Opening<V> opening;
        private volatile @Nullable V entered;

        Entry(Opening<V> opening) {
            super(connection, tenure);
            this.opening = opening;
        }

        V entered() {
            V found = entered;
            if (found == null) {
                throw new IllegalStateException("not entered yet");
            }
            return found;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            if (reply instanceof Reply.Ok ok) {
                if (view != null) {
                    view.onLeft();
                }
                entered = opening.open(ok);
                view = entered;
            }
            super.onReply(reply);
        }
    }

    /// Takes note of what has changed between JOIN and WATCH.
    private final class Update implements Answer {
        private final Entry<?> entry;

        Update(Entry<?> entry) {
            this.entry = entry;
        }

        @Override
        public void onReply(Reply reply) throws GarbledReplyException {
            if (reply instanceof Reply.Ok ok && view != null && view == entry.entered) {
                view.onPlace(ok.fields());
            }
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            // Nobody waits.
        }
    }

    /// Hands events to what the client is in.
    private final class Events implements Connection.EventSink {
        @Override
        public void onEvent(Reply.Event event) throws GarbledReplyException {
            if (view != null) {
                view.onEvent(event);
            }
        }

        @Override
        public void onEnd(ConnectionLostException cause, boolean isOwnWish) {
            submissions.onEnd(cause);
            events.finish(view == null ? null : view.onEnd(cause, isOwnWish));
            hasEnded.countDown();
        }
    }
}
