package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;

/// What waits for the reply to one request. Called on the thread that reads, in order: it must not block.
interface Answer {
    Answer NONE = new Answer() {
        @Override
        public boolean minds() {
            return false;
        }

        @Override
        public void onReply(Reply reply) {
            // Whatever it is, nothing follows from it.
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            // Nobody waits.
        }
    };

    /// Whether it makes a difference that what was refused for want of a majority was certainly not carried
    /// out. Where not, it is told at once.
    default boolean minds() {
        return true;
    }

    /// One that cannot make sense of the reply hears that it is lost, after that.
    ///
    /// @param reply an Ok or a Refused
    void onReply(Reply reply) throws GarbledReplyException;

    /// The reply will never come.
    void onLost(ConnectionLostException cause);
}
