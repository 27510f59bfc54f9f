package io.echelon.replication;

/// The other servers go by newer rules than this build knows.
public final class UnknownRulesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownRulesException(int version) {
        super("the cluster goes by version " + version + " of the rules, and this build knows " + ReplicatedState.RULES
                + " at most; start a newer build on this folder");
    }
}
