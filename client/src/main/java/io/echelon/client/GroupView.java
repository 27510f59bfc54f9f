package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A group as one client sees it: from a place in it, or from outside. Any thread may call.
public abstract sealed class GroupView permits Membership, Observation {
    private final Client client;
    private final String group;
    private final RosterListener listener;
    private volatile Tenure tenure = new Tenure();
    /// Where requests go; null while there is none.
    private volatile @Nullable Connection line;

    GroupView(Client client, String group, RosterListener listener) {
        this.client = client;
        this.group = group;
        this.listener = listener;
    }

    public String group() {
        return group;
    }

    /// Asks who is there, and waits for the answer. Long rosters are asked for in parts, until all parts
    /// are of one revision.
    ///
    /// @throws RefusedException 400 if this has been left
    /// @throws OfflineException if there is no connection at the moment
    /// @throws IOException if the connection is lost, there is no answer in time, or a long roster keeps
    ///     changing
    public Roster roster() throws IOException {
        return new RosterReader(line(), tenure, group, client.options().replyTimeout()).read();
    }

    /// Gives it up, and waits for the answer. The client stays connected; it has ten seconds to join or
    /// observe again before the server lets it go. Commands that were sent go on, but nothing more is heard
    /// of them.
    ///
    /// @throws RefusedException 400 if this has been left before
    /// @throws OfflineException if there is no connection at the moment; only [Client#close] ends the
    ///     attempts to have one
    /// @throws IOException if the connection is lost or there is no answer in time
    public void leave() throws IOException {
        Question question = new Question(line(), tenure) {
            @Override
            public void onReply(Reply reply) throws GarbledReplyException {
                if (reply instanceof Reply.Ok) {
                    onLeft();
                    client.onLeft();
                }
                super.onReply(reply);
            }
        };
        question.ask(new Request.Leave(null), client.options().replyTimeout());
    }

    /// The time in which requests may be sent for it.
    final Tenure tenure() {
        return tenure;
    }

    /// Begins a time that has nothing to do with the one before.
    final void renewTenure() {
        tenure.end();
        tenure = new Tenure();
    }

    final Client client() {
        return client;
    }

    /// @throws ConnectionLostException if there is none
    final Connection line() throws ConnectionLostException {
        Connection open = line;
        if (open == null) {
            throw offline();
        }
        return open;
    }

    final @Nullable Connection lineOrNull() {
        return line;
    }

    final void line(@Nullable Connection newLine) {
        line = newLine;
    }

    ConnectionLostException offline() {
        return new OfflineException(MembershipState.CONNECTING);
    }

    final Reply.Ok ask(Request request) throws IOException {
        return Question.ask(line(), tenure, request, client.options().replyTimeout());
    }

    /// It has been entered, on the thread that reads.
    ///
    /// @param fields of the good answer to JOIN
    abstract void onEntered(Fields fields, Connection connection) throws GarbledReplyException;

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
            case AWAY -> {
                MemberId member = new MemberId(fields.member(0));
                int rank = (int) fields.number("rank");
                Duration grace = Duration.ofMillis(fields.millis("grace"));
                client.later(() -> listener.onAway(member, rank, grace));
            }
            case BACK -> {
                MemberId member = new MemberId(fields.member(0));
                int rank = (int) fields.number("rank");
                client.later(() -> listener.onBack(member, rank));
            }
            case ROSTER -> {
                onRoster(fields, event.body());
            }
            default -> {
                // Not for everybody who looks on.
            }
        }
    }

    private void onRoster(Fields fields, byte @Nullable [] lines) throws GarbledReplyException {
        if ("no".equals(fields.find("whole"))) {
            int size = (int) fields.number("n");
            long revision = fields.number("rev");
            client.later(() -> listener.onLongRoster(size, revision));
        } else {
            Roster roster = RosterReader.read(group, fields, lines);
            client.later(() -> listener.onRoster(roster));
        }
    }

    /// A request of this client was answered, on the thread that reads.
    ///
    /// @param sentNanos when it was put in line
    void onAnswered(Reply reply, long sentNanos) {}

    /// The connection has ended, on the thread that read from it.
    void onBroken(ConnectionLostException cause) {}

    /// Whether it is still there when the connection is not.
    boolean isKept() {
        return false;
    }

    /// What is to be entered again by itself; null for nothing.
    @Nullable
    Incumbency comingBack() {
        return null;
    }

    /// Nothing more comes of it.
    ///
    /// @param cause of the end
    void onEnd(ConnectionLostException cause) {
        if (cause.reason() != LossReason.CLOSED) {
            client.force(() -> listener.onLost(cause));
        }
    }

    /// The answer to a ME that was sent behind WATCH: what happens from then on is heard without a gap.
    ///
    /// @param fields of a place; without number, rank and token where it is none
    void onPlace(Fields fields) throws GarbledReplyException {}

    /// It has been left.
    void onLeft() {}

    /// How many events that count have come; -1 where none do.
    long got() {
        return -1;
    }

    /// After how much time the server is to be pinged again.
    long pingNanos() {
        return ClientOptions.PING_INTERVAL.toNanos();
    }

    static boolean isNotAMember(Reply reply) {
        return reply instanceof Reply.Refused refused && refused.code() == ErrorCode.NOT_A_MEMBER.number();
    }
}
