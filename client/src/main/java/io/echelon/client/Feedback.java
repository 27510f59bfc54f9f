package io.echelon.client;

import io.echelon.protocol.Request;

/// Where what a command puts out goes while it runs.
interface Feedback {
    Feedback NONE = request -> false;

    /// @return whether there was room for it
    boolean offer(Request request);
}
