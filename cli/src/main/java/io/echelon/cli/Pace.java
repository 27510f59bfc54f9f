package io.echelon.cli;

/// How a reader is given time.
@FunctionalInterface
interface Pace {
    /// For those who read along.
    Pace READING = Thread::sleep;

    /// For files and programs.
    Pace AT_ONCE = millis -> {};

    void pause(long millis) throws InterruptedException;
}
