package io.echelon.client;

import java.io.IOException;

/// There is no connection any more. Whether a request that was open is carried out is not known; the place is
/// gone.
public final class ConnectionLostException extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionLostException(String message) {
        super(message);
    }

    ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
