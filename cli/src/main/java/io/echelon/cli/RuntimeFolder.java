package io.echelon.cli;

/// The folder of this user's where members that run leave their sockets.
final class RuntimeFolder {
    private RuntimeFolder() {}
}
