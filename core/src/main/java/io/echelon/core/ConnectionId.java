package io.echelon.core;

/// Names one connection at the edge. The edge draws it, never twice; the core only hands it back.
///
/// @param number unique for as long as the state lives, over all servers that share it
public record ConnectionId(long number) {
    @Override
    public String toString() {
        return "k" + number;
    }
}
