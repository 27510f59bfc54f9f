package io.echelon.testkit.chaos;

/// A client that plays a part, on threads of its own from [#start] on.
interface Participant extends AutoCloseable {
    void start();

    /// Has it begin nothing new, and bring to an end what it has begun.
    void calmDown();

    /// Whether it has: it has its place, and nothing of its own is open.
    boolean isCalm();

    /// What it still waits for, for people.
    String pending();

    /// Has it ask how its commands stand, once it is calm.
    void askTallies();

    /// Ends it, wherever it is. It writes nothing down any more.
    @Override
    void close();
}
