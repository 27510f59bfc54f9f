package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place in a group, from [Client#join] until it is left or lost for good. With
/// [JoinOptions#withGrace] the client comes back to it when the connection breaks, and with
/// [JoinOptions#rejoining] it takes another one, at the end of the line, when it is lost. Any thread may
/// call.
///
/// While there is no connection whatever would be sent fails at once with an [OfflineException]; nothing is
/// kept for later but verdicts on commands.
public final class Membership extends GroupView {
    private final Submissions submissions;
    private final Watches watches;
    private final Incumbency incumbency;
    private final Standing standing;

    Membership(Client client, JoinOptions options) {
        super(client, options.group(), options.listener());
        this.submissions = client.submissions();
        this.watches = new Watches(client);
        this.incumbency = new Incumbency(this, options, watches);
        this.standing = incumbency.standing();
    }

    /// How it stands: at once, whether or not the listener has heard of it yet.
    public MembershipState state() {
        return standing.state();
    }

    /// The place as the server last told it: at once, whether or not the listener has heard of it yet. When
    /// it is lost, the one that it was.
    ///
    /// @throws IllegalStateException if it stands in line and never had one
    public Place place() {
        return standing.place();
    }

    /// Waits for a place, where it stands in line for one or is about to have another.
    ///
    /// @throws ConnectionLostException if there will be none
    /// @throws TimeoutException if there is none after that time
    public Place awaitPlace(Duration patience) throws IOException, InterruptedException, TimeoutException {
        return standing.awaitPlace(patience);
    }

    /// Until when the place is certainly its own, as far as this client knows now.
    ///
    /// @throws IllegalStateException if it stands in line and never had one
    public Lease lease() {
        return standing.lease();
    }

    /// When the server began to know what it knows, of [System#nanoTime]; with a grace time only, else when
    /// the place was taken. One that has forgotten the places of before, as it does when it starts anew
    /// without keeping them, may give a rank away whose former holder has not noticed. Who wants to be sure
    /// that nobody else acts by right of it waits until the grace time of the others has passed since then.
    public long serverSinceNanos() {
        return incumbency.serverSinceNanos();
    }

    /// As of [#place].
    public MemberId id() {
        return place().id();
    }

    /// How many members are senior: 0 is in command. As of [#place].
    public int rank() {
        return place().rank();
    }

    /// The fencing token of the rank, to be handed on with whatever the rank is the right to do. As of
    /// [#place].
    public long token() {
        return place().token();
    }

    /// Sends a command to members below with the usual limits. What becomes of it at each is to be asked
    /// for with [Submission#nextResult].
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @throws OfflineException if there is no connection at the moment: the command was not sent
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, String text) throws ConnectionLostException {
        return send(target, text.getBytes(StandardCharsets.UTF_8), SendOptions.DEFAULTS);
    }

    /// Sends a command to members below with the usual limits.
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @param onResult as for a body of octets, below
    /// @throws OfflineException if there is no connection at the moment: the command was not sent
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, String text, Consumer<Result> onResult) throws ConnectionLostException {
        return send(target, text.getBytes(StandardCharsets.UTF_8), SendOptions.DEFAULTS, onResult);
    }

    /// Sends a command to members below. What becomes of it at each is to be asked for with
    /// [Submission#nextResult].
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @throws OfflineException if there is no connection at the moment: the command was not sent
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, byte[] body, SendOptions sendOptions) throws ConnectionLostException {
        return submissions.send(this, sendOptions.request(target, body), null);
    }

    /// Sends a command to members below. Does not wait for the server, but for room to write in. After this
    /// place was left it is refused with 400.
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @param onResult told what became of it at each executor, in the order of the group, one call at a
    ///     time for all that the client sent, on a thread of the client's that is there for that. At
    ///     [ClientOptions#MAX_WAITING_EVENTS] that wait for it the connection is given up, and the client
    ///     with it
    /// @throws OfflineException if there is no connection at the moment: the command was not sent
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, byte[] body, SendOptions sendOptions, Consumer<Result> onResult)
            throws ConnectionLostException {
        return submissions.send(this, sendOptions.request(target, body), onResult);
    }

    /// Asks how a command stands, and waits for the answer. It may be one's own, one sent by a junior, or
    /// one that was for this member.
    ///
    /// @throws RefusedException 400 if this has been left, 303 if it is none of these, 501 if there is none
    ///     or it is too long ago
    /// @throws OfflineException if there is no connection at the moment
    /// @throws IOException if the connection is lost or there is no answer in time
    public Tally tally(long command) throws IOException {
        return Tally.readTold(ask(new Request.Tally(null, command)).fields());
    }

    /// Asks how a command stands at each target, in the order of seniority, and waits for the answer;
    /// otherwise as [#tally].
    ///
    /// @param outcome the only one that is asked for; null for all
    public List<TargetState> results(long command, @Nullable Outcome outcome) throws IOException {
        String state = outcome == null ? null : outcome.key();
        List<TargetState> targets = new ArrayList<>();
        for (Fields line :
                ListLines.parse(ask(new Request.Results(null, command, state)).body())) {
            targets.add(TargetState.read(line));
        }
        return List.copyOf(targets);
    }

    /// Calls back a command, one's own or one of a junior, and waits for the answer. It still closes in its
    /// own time.
    ///
    /// @throws RefusedException 303 if it is another's, 502 if it has closed, 501 if there is none
    /// @throws OfflineException if there is no connection at the moment: it was not called back
    /// @throws IOException if the connection is lost or there is no answer in time
    public Cancellation cancel(long command) throws IOException {
        return cancel(this, command);
    }

    static Cancellation cancel(GroupView view, long command) throws IOException {
        return Cancellation.read(view.ask(new Request.Cancel(null, command)).fields());
    }

    /// Lets a listener hear how one command gets on, until it has closed or the place is lost; instead of
    /// one that heard of it before. Waits for the answer.
    ///
    /// @throws RefusedException if it is none of one's own, nor of a junior
    /// @throws OfflineException if there is no connection at the moment
    /// @throws IOException if the connection is lost or there is no answer in time
    public void watch(long command, CommandListener commandListener) throws IOException {
        watches.begin(this, command, commandListener);
    }

    /// Lets a listener hear how all commands get on of which this member may know, and that no other
    /// listener watches; otherwise as [#watch].
    public void watchCommands(CommandListener commandListener) throws IOException {
        watches.begin(this, Watches.ALL, commandListener);
    }

    /// Nothing more is to be heard of a command. Waits for the answer.
    ///
    /// @throws IOException as of [#watch]
    public void unwatch(long command) throws IOException {
        watches.end(this, command);
    }

    /// Nothing more is to be heard of commands that are not watched one by one. Waits for the answer.
    ///
    /// @throws IOException as of [#watch]
    public void unwatchCommands() throws IOException {
        unwatch(Watches.ALL);
    }

    /// Goes to the end of the line, with a new number, as if leaving and joining at once, and waits for the
    /// answer. Commands that were sent go on, but nothing more is heard of them, and a handler at work is
    /// interrupted. The listener hears of no new state.
    ///
    /// @return the new place
    /// @throws RefusedException 400 if this has been left
    /// @throws OfflineException if there is no connection at the moment
    /// @throws IOException if the connection is lost or there is no answer in time; then [#place] tells
    ///     sooner or later whether it went
    public Place yieldPlace() throws IOException {
        Question question = new Question(line(), tenure()) {
            @Override
            public void onReply(Reply reply) throws GarbledReplyException {
                if (reply instanceof Reply.Ok ok) {
                    incumbency.onYielded(ok.fields());
                }
                super.onReply(reply);
            }
        };
        question.ask(new Request.Yield(null), client().options().replyTimeout());
        return place();
    }

    @Override
    ConnectionLostException offline() {
        return incumbency.offline();
    }

    @Override
    void onEntered(Fields fields, Connection connection) throws GarbledReplyException {
        incumbency.onEntered(fields, connection);
    }

    @Override
    void onEvent(Reply.Event event) throws GarbledReplyException {
        if (!incumbency.takes(event)) {
            incumbency.keepUp(event); // First: a listener that is told may ask for the place.
            super.onEvent(event);
        }
    }

    @Override
    void onPlace(Fields fields) throws GarbledReplyException {
        incumbency.onPlace(fields);
    }

    @Override
    void onAnswered(Reply reply, long sentNanos) {
        incumbency.onAnswered(reply, sentNanos);
    }

    @Override
    boolean isKept() {
        return incumbency.isKept();
    }

    @Override
    void onBroken(ConnectionLostException cause) {
        incumbency.onBroken(cause);
    }

    @Override
    void onEnd(ConnectionLostException cause) {
        incumbency.onEnd(cause);
    }

    @Override
    void onLeft() {
        incumbency.onLeft();
    }

    @Override
    long got() {
        return incumbency.got();
    }

    @Override
    long pingNanos() {
        return incumbency.pingNanos();
    }

    @Override
    @Nullable
    Incumbency comingBack() {
        return incumbency.comesBack() ? incumbency : null;
    }
}
