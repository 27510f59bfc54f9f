package io.echelon.core;

/// What a connection wants to be told of.
public enum WatchSubject {
    /// Who comes and goes.
    ROSTER,
    /// How the commands get on that its member may know of: those of its own and of its juniors.
    COMMANDS,
    /// How one command gets on.
    COMMAND
}
