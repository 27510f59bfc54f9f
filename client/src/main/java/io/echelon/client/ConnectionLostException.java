package io.echelon.client;

import java.io.IOException;

/// There is no connection any more, or no place. Unless it is an [OfflineException], whether a request that
/// was open is carried out is not known.
public class ConnectionLostException extends IOException {
    private static final long serialVersionUID = 1L;

    private final LossReason reason;

    ConnectionLostException(LossReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ConnectionLostException(LossReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public final LossReason reason() {
        return reason;
    }

    /// The same, told to whoever comes later, with the trace of both.
    ConnectionLostException again() {
        return new ConnectionLostException(reason, String.valueOf(getMessage()), this);
    }
}
