package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A group as one client sees it: from a place in it, or from outside. Any thread may call.
public abstract sealed class GroupView permits Membership, Observation {
    private final Client client;
    private final String group;
    private final RosterListener listener;
    private final Tenure tenure = new Tenure();

    GroupView(Client client, String group, RosterListener listener) {
        this.client = client;
        this.group = group;
        this.listener = listener;
    }

    public String group() {
        return group;
    }

    /// Asks who is there, and waits for the answer. Long rosters are asked for in parts, until all parts are
    /// of one revision.
    ///
    /// @throws RefusedException 400 if this has been left
    /// @throws IOException if the connection is lost, there is no answer in time, or a long roster keeps
    ///     changing
    public Roster roster() throws IOException {
        return new RosterReader(
                        client.connection(), tenure, group, client.options().replyTimeout())
                .read();
    }

    /// Gives it up, and waits for the answer. The client stays connected; it has ten seconds to join or
    /// observe again before the server lets it go. Commands that were sent go on, but nothing more is heard
    /// of them.
    ///
    /// @throws RefusedException 400 if this has been left before
    /// @throws IOException if the connection is lost or there is no answer in time
    public void leave() throws IOException {
        client.leave(this);
    }

    /// The time in which requests may be sent for it.
    final Tenure tenure() {
        return tenure;
    }

    Client client() {
        return client;
    }

    /// An event of this group, on the thread that reads.
    void onEvent(Reply.Event event) throws GarbledReplyException {
        Fields fields = event.fields();
        switch (event.event()) {
            case JOIN -> {
                MemberId member = new MemberId(fields.member(0));
                int rank = (int) fields.number("rank");
                long revision = fields.number("rev");
                String name = fields.find("name");
                client.later(() -> listener.onJoined(member, rank, revision, name));
            }
            case LEFT -> {
                MemberId member = new MemberId(fields.member(0));
                int rank = (int) fields.number("rank");
                long revision = fields.number("rev");
                String why = fields.text("why");
                client.later(() -> listener.onLeft(member, rank, revision, why));
            }
            default -> {
                // Not for everybody who looks on.
            }
        }
    }

    /// There is no connection any more.
    ///
    /// @param isOwnWish whether the user has closed it
    /// @return what the listener is to hear of that, behind everything before; null for nothing
    @Nullable
    Runnable onEnd(ConnectionLostException cause, boolean isOwnWish) {
        return isOwnWish ? null : () -> listener.onLost(cause);
    }

    /// The answer to a ME that was sent behind WATCH: what happens from then on is heard without a gap.
    ///
    /// @param fields of a place; without number, rank and token where it is none
    void onPlace(Fields fields) throws GarbledReplyException {}

    /// It has been left.
    void onLeft() {}
}
