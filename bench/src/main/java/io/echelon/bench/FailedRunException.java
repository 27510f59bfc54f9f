package io.echelon.bench;

/// A run that gave no figures. The message says why, for people.
final class FailedRunException extends Exception {
    private static final long serialVersionUID = 1;

    FailedRunException(String why) {
        super(why);
    }
}
