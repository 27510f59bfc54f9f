package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;

/// Waits behind a request that was refused for want of a majority, to find out whether that is certain: a
/// server that closes instead of answering what is asked next may have carried it out, or will.
final class Doubt implements Answer {
    private final Answer answer;
    private final Reply refusal;
    private final Runnable onSettled;

    /// @param answer to what was refused
    /// @param onSettled told once that is certain
    Doubt(Answer answer, Reply refusal, Runnable onSettled) {
        this.answer = answer;
        this.refusal = refusal;
        this.onSettled = onSettled;
    }

    @Override
    public void onReply(Reply reply) throws GarbledReplyException {
        answer.onReply(refusal);
        onSettled.run();
    }

    @Override
    public void onLost(ConnectionLostException cause) {
        answer.onLost(cause);
    }
}
