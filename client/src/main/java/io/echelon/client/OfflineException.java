package io.echelon.client;

/// There is no connection at the moment, and the client is about to have one again: the request was **not**
/// sent, and is not kept. It may be sent again once the membership is [MembershipState#MEMBER].
public final class OfflineException extends ConnectionLostException {
    private static final long serialVersionUID = 1L;

    OfflineException(MembershipState state) {
        super(LossReason.BROKEN, "not sent: the client is not connected at the moment (" + state.key() + ")");
    }
}
