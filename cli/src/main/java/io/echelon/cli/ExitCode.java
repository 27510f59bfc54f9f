package io.echelon.cli;

/// What the shell is told.
final class ExitCode {
    /// All went well; of a command: every executor has done it, or it was delivered.
    static final int DONE = 0;
    /// A fault; of a command: some executor has failed or refused, or certainly did not get it. The server was lost.
    static final int FAILED = 1;
    /// The options make no sense.
    static final int USAGE = 2;
    /// The address cannot be listened on.
    static final int CANNOT_LISTEN = 3;
    /// Of a command: what became of it is not known somewhere.
    static final int UNKNOWN = 3;
    /// The server has rejected it.
    static final int REJECTED = 4;
    /// There is nobody for whom it could be.
    static final int NOBODY = 5;
    /// There is nobody to talk to, or not at the moment.
    static final int CANNOT_CONNECT = 6;
    /// Told to end while it waited.
    static final int INTERRUPTED = 130;

    /// Of a program that was to run: no server, or one that has refused.
    static final int RUN_REFUSED = 75;
    /// Of a program that was to run: the rank was lost, and the program ended.
    static final int RUN_LOST = 76;
    /// Of a program that was to run: the rank was not got in time; as timeout(1) has it.
    static final int RUN_TIMED_OUT = 124;

    private ExitCode() {}
}
