package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;

/// What the server has done to call a command back. Each target still comes to its own outcome.
///
/// @param dropped at how many targets it is certainly not executed: it was not sent there
/// @param asked how many targets have it, and were asked to stop
public record Cancellation(int dropped, int asked) {
    /// @param fields of `+OK dropped=4 asked=3`
    /// @throws GarbledReplyException if it lacks something
    static Cancellation read(Fields fields) throws GarbledReplyException {
        return new Cancellation((int) fields.number("dropped"), (int) fields.number("asked"));
    }
}
