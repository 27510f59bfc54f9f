package io.echelon.bench;

import io.echelon.protocol.EventName;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;

/// Checks what Echelon tells a sender: each command is accepted, and closes delivered to everybody it was for.
final class EchelonReceipts extends EchelonAnswers {
    /// `+OK` and `*CLOSED`.
    static final int PER_COMMAND = 2;

    private final int receivers;

    EchelonReceipts(int receivers) {
        this.receivers = receivers;
    }

    @Override
    int onOk(Reply.Ok ok) throws DriveException, GarbledReplyException {
        check("a command goes to", ok.fields().number("n"));
        return 1;
    }

    @Override
    int onEvent(Reply.Event event) throws DriveException, GarbledReplyException {
        if (event.event() != EventName.CLOSED) {
            throw new DriveException("a sender hears *" + event.event() + " " + event.fields());
        }
        check("a command was delivered to", event.fields().number("delivered", 0));
        return 1;
    }

    private void check(String what, long count) throws DriveException {
        if (count != receivers) {
            throw new DriveException(what + " " + count + " members, and there are " + receivers);
        }
    }
}
