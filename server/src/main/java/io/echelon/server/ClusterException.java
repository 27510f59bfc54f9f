package io.echelon.server;

/// Why a cluster did not do what an operator asked. Its message is a sentence for people.
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What stands in the way.
    public enum Obstacle {
        /// There is no node of that name, or one already, or it is not to be had that way.
        NODE,
        /// There is no majority for it, or no leader.
        NO_MAJORITY
    }

    private final Obstacle obstacle;

    public ClusterException(Obstacle obstacle, String message) {
        super(message);
        this.obstacle = obstacle;
    }

    public Obstacle obstacle() {
        return obstacle;
    }
}
