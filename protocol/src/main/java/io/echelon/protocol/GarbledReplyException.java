package io.echelon.protocol;

import java.io.IOException;
import java.io.Serial;

/// What came from the server is no reply, or not the one that was expected. The message says what, and is
/// safe to show.
public final class GarbledReplyException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message safe to show: what the server wrote stands in it escaped and cut
    public GarbledReplyException(String message) {
        super(message);
    }
}
