package io.echelon.bench;

/// A run came to nothing: its figures would be wrong. The message is one line for people.
final class DriveException extends Exception {
    private static final long serialVersionUID = 1;

    DriveException(String message) {
        super(message);
    }

    DriveException(String message, Throwable cause) {
        super(message, cause);
    }
}
