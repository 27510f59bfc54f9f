package io.echelon.replication;

/// Two servers have come to different states by the same entries: one of them is wrong, and nobody can tell
/// which. This one must not go on.
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(long entries, long own, long leaders) {
        super(String.format(
                "after %d entries this server's state is %016x and the leader's is %016x; copy this folder for a"
                        + " report, then start the server anew, with an empty folder and another name",
                entries, own, leaders));
    }
}
