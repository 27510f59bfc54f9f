package io.echelon.cli.run;

import java.io.IOException;

/// A program that cannot be run; the message says why.
public final class ProgramException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final int exitCode;

    private ProgramException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static ProgramException notFound(String message) {
        return new ProgramException(NOT_FOUND, message);
    }

    static ProgramException notExecutable(String message) {
        return new ProgramException(NOT_EXECUTABLE, message);
    }

    /// As shells have it: 127 for one that is not there, 126 for one that may not be executed.
    public int exitCode() {
        return exitCode;
    }
}
