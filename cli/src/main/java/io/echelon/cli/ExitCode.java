package io.echelon.cli;

/// What the shell is told.
final class ExitCode {
    static final int DONE = 0;
    /// The server has stopped by a fault of its own.
    static final int FAILED = 1;
    /// The options make no sense.
    static final int USAGE = 2;
    /// The address cannot be listened on.
    static final int CANNOT_LISTEN = 3;

    private ExitCode() {}
}
