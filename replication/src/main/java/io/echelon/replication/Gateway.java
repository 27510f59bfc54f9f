package io.echelon.replication;

/// One run of a server process, as the state knows it: whose connections they are, and how much of what it
/// proposed is in the log.
///
/// @param number counted from 1, never reused
/// @param node that it runs on
/// @param nonce drawn by the process
/// @param rules the newest version of the rules that it knows
/// @param address where clients find it, host and port; empty as long as it has not said
/// @param sequence of its last batch that counted, 0 before the first
public record Gateway(long number, String node, long nonce, int rules, String address, long sequence) {
    /// Connections of one gateway are numbered within 40 bits: at 10,000 a second for three years.
    private static final int CONNECTION_BITS = 40;

    /// The number of its first connection.
    public long firstConnection() {
        return firstConnection(number);
    }

    /// The number of the first connection that a gateway has.
    public static long firstConnection(long gateway) {
        return gateway << CONNECTION_BITS;
    }

    /// The greatest number that a connection of it may have.
    public long lastConnection() {
        return firstConnection() | ((1L << CONNECTION_BITS) - 1);
    }

    Gateway withAddress(String newAddress) {
        return new Gateway(number, node, nonce, rules, newAddress, sequence);
    }

    Gateway withSequence(long newSequence) {
        return new Gateway(number, node, nonce, rules, address, newSequence);
    }
}
