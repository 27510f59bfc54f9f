package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.io.IOException;

/// One attempt of a member to have its place again, or another, on a connection that has just been made.
/// Run on the thread that connects again.
final class Comeback {
    private final Client client;
    private final Incumbency incumbency;
    private final Connection connection;

    Comeback(Client client, Incumbency incumbency, Connection connection) {
        this.client = client;
        this.incumbency = incumbency;
        this.connection = connection;
    }

    /// Takes the place up again; where that is in vain, another if that is wanted.
    ///
    /// @param isSameEpoch whether the server may know the place
    /// @throws IOException if it was in vain: it is to be tried again on another connection as long as
    ///     [Incumbency#comesBack]
    void run(boolean isSameEpoch) throws IOException {
        if (state() == MembershipState.AWAY && isSameEpoch) {
            resume();
        } else if (state() == MembershipState.AWAY) {
            incumbency.onLost(new ConnectionLostException(
                    LossReason.FORGOTTEN, connection.address() + " has lost its state, and the place with it"));
        }
        if (state() == MembershipState.CONNECTING) {
            rejoin();
        }
        if (state() == MembershipState.MEMBER) {
            client.submissions().repeat(incumbency.membership());
        }
    }

    private MembershipState state() {
        return incumbency.standing().state();
    }

    private void resume() throws IOException {
        Question question = new Question(connection, incumbency.membership().tenure()) {
            @Override
            public boolean minds() {
                return false;
            }

            @Override
            public void onReply(Reply reply) throws GarbledReplyException {
                if (reply instanceof Reply.Ok ok) {
                    incumbency.onResumed(ok.fields(), connection, false);
                } else if (reply instanceof Reply.Refused refused) {
                    onRefused(refused);
                }
                super.onReply(reply);
            }
        };
        try {
            question.ask(
                    incumbency.session().resumption(),
                    incumbency.patience(client.options().replyTimeout()));
        } catch (RefusedException refused) {
            if (state() == MembershipState.AWAY) {
                throw refused;
            }
        }
    }

    /// On the thread that reads.
    private void onRefused(Reply.Refused reply) throws GarbledReplyException {
        RefusedException refused = new RefusedException(reply);
        if (reply.code() == ErrorCode.GAP.number()) {
            incumbency.onResumed(reply.fields(), connection, true);
        } else if (reply.code() == ErrorCode.BAD_SESSION.number()) {
            incumbency.onLost(new ConnectionLostException(
                    LossReason.FORGOTTEN, connection.address() + " does not know the place any more", refused));
        } else if (refused.isForWantOfMajority()) {
            incumbency.onUndecided();
        } else if (!refused.isTemporary()) {
            incumbency.onLost(refusal(refused));
        }
    }

    private void rejoin() throws IOException {
        JoinOptions options = incumbency.options();
        try {
            client.enter(incumbency.membership(), connection, options.request(), options.isRosterWatched());
        } catch (RefusedException refused) {
            if (!refused.isTemporary()) {
                incumbency.onLost(refusal(refused));
            }
            throw refused;
        }
    }

    private static ConnectionLostException refusal(RefusedException refused) {
        return new ConnectionLostException(LossReason.REFUSED, String.valueOf(refused.getMessage()), refused);
    }
}
