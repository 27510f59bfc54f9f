package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place in a group, from [Client#join] until it is left or the connection ends. Any thread may call.
public final class Membership extends GroupView {
    private final Connection connection;
    private final Submissions submissions;
    private final MembershipListener listener;
    private final Commands commands;
    private volatile Place place;

    Membership(Client client, JoinOptions options, Place place) {
        super(client, options.group(), options.listener());
        this.connection = client.connection();
        this.submissions = client.submissions();
        this.listener = options.listener();
        this.commands = new Commands(connection, tenure(), options.handler(), options.maxQueuedCommands());
        this.place = place;
    }

    /// The place as the server last told it: at once, whether or not the listener has heard of it yet.
    public Place place() {
        return place;
    }

    public MemberId id() {
        return place.id();
    }

    /// How many members are senior: 0 is in command.
    public int rank() {
        return place.rank();
    }

    /// The fencing token of the rank, to be handed on with whatever the rank is the right to do.
    public long token() {
        return place.token();
    }

    /// Sends a command to members below with the usual limits, and asks for its tally only.
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, String text) throws ConnectionLostException {
        return send(target, text, result -> {});
    }

    /// Sends a command to members below with the usual limits.
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @param onResult as for a body of octets, below
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, String text, Consumer<Result> onResult) throws ConnectionLostException {
        return send(target, text.getBytes(StandardCharsets.UTF_8), SendOptions.DEFAULTS, onResult);
    }

    /// Sends a command to members below. Does not wait for the server, but for room to write in. After this
    /// place was left it is refused with 400.
    ///
    /// @param target such as `all`, `next`, `m7` or `rank:4-9`
    /// @param onResult told what became of it at each executor, in the order of the group, one call at a time
    ///     for all that the client sent, on a thread of the client's that is there for that. At
    ///     [ClientOptions#MAX_WAITING_EVENTS] that wait for it the connection is given up
    /// @throws ConnectionLostException if there is no connection any more: the command was not sent
    public Submission send(String target, byte[] body, SendOptions options, Consumer<Result> onResult)
            throws ConnectionLostException {
        Request.Send request = new Request.Send(
                null, target, options.ttl().toMillis(), options.limit().toMillis(), body.clone());
        return submissions.send(tenure(), request, onResult);
    }

    /// Asks how a command stands, and waits for the answer. It may be one's own, one sent by a junior, or one
    /// that was for this member.
    ///
    /// @throws RefusedException 400 if this has been left, 303 if it is none of these, 501 if there is none or
    ///     it is too long ago
    /// @throws IOException if the connection is lost or there is no answer in time
    public Tally tally(long command) throws IOException {
        Reply.Ok ok = Question.ask(
                connection,
                tenure(),
                new Request.Tally(null, command),
                client().options().replyTimeout());
        return Tally.readTold(ok.fields());
    }

    @Override
    void onEvent(Reply.Event event) throws GarbledReplyException {
        switch (event.event()) {
            case RANK -> onRank(event.fields());
            case COMMAND -> commands.take(Command.read(event));
            case RESULT -> submissions.onResult(Result.read(event));
            case CLOSED -> submissions.onClosed(Tally.readClosed(event.fields()));
            default -> {
                super.onEvent(event);
                keepUp(event);
            }
        }
    }

    private void onRank(Fields fields) throws GarbledReplyException {
        Place now = place.promoted(fields);
        int previousRank = (int) fields.number("was");
        place = now;
        client().later(() -> listener.onRank(now, previousRank));
    }

    /// The roster has a revision more, and a member more or less.
    private void keepUp(Reply.Event event) throws GarbledReplyException {
        switch (event.event()) {
            case JOIN ->
                place = place.changed(
                        (int) event.fields().number("rank") + 1, event.fields().number("rev"));
            case LEFT -> place = place.changed(place.size() - 1, event.fields().number("rev"));
            default -> {
                // Does not concern the roster.
            }
        }
    }

    @Override
    void onPlace(Fields fields) throws GarbledReplyException {
        place = Place.read(fields);
    }

    @Override
    @Nullable
    Runnable onEnd(ConnectionLostException cause, boolean isOwnWish) {
        commands.stop();
        return super.onEnd(cause, isOwnWish);
    }

    @Override
    void onLeft() {
        commands.stop();
        submissions.onLeft();
    }
}
