package io.echelon.client;

import io.echelon.protocol.ErrorCode;

/// The time in which requests may be sent for a place: until the one that gives it up is in line, or it was
/// lost. A handler that is late must not be heard as the member that its client has become meanwhile.
///
/// It outlasts a connection when the place does. A LEAVE ends it under the lock of its [Connection].
final class Tenure {
    private volatile boolean isOver;

    boolean isOver() {
        return isOver;
    }

    void end() {
        isOver = true;
    }

    /// @throws RefusedException 400 if it is over, as the server would say if there were no other place
    void check() throws RefusedException {
        if (isOver) {
            throw new RefusedException(ErrorCode.NOT_A_MEMBER, "this place was left");
        }
    }
}
