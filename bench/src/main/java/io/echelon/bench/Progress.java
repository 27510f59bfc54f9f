package io.echelon.bench;

/// What a run is about, for who waits for it: on standard error, since standard output is for the result.
final class Progress {
    private Progress() {}

    static void say(String what) {
        System.err.println(what);
    }
}
