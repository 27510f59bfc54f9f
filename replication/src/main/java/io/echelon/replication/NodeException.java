package io.echelon.replication;

import java.io.IOException;

/// A node cannot start, or not go on, for a reason that an operator can do something about: the message is one
/// line that says what.
public final class NodeException extends IOException {
    private static final long serialVersionUID = 1;

    NodeException(String message) {
        super(message);
    }

    NodeException(String message, Throwable cause) {
        super(message, cause);
    }

    /// @param problem to which what went wrong first is added
    static NodeException because(String problem, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new NodeException(problem + ": " + (root.getMessage() == null ? root : root.getMessage()), failure);
    }
}
