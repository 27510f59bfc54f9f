package io.echelon.protocol;

/// How large what a peer sends may be. At a limit the peer is answered, never forgotten.
///
/// @param maxLineBytes up to its EOL, counted body apart; a longer line is skipped: 103
/// @param maxSkippedLineBytes a line that is longer still closes the connection
/// @param maxBodyBytes a larger body is skipped: 104
/// @param maxNameBytes of a name or a group, in UTF-8
/// @param maxLabels a member may have
/// @param maxLabelBytes of a label's name, and of its value, each
public record ProtocolLimits(
        int maxLineBytes,
        int maxSkippedLineBytes,
        int maxBodyBytes,
        int maxNameBytes,
        int maxLabels,
        int maxLabelBytes) {
    public static final ProtocolLimits DEFAULTS = new ProtocolLimits(4096, 65_536, 65_536, 64, 32, 64);

    static final int LEAST_LINE_BYTES = 64;
    private static final int LARGEST_BYTES = 1 << 30;

    public ProtocolLimits {
        require("maxLineBytes", maxLineBytes, LEAST_LINE_BYTES);
        require("maxSkippedLineBytes", maxSkippedLineBytes, maxLineBytes);
        require("maxBodyBytes", maxBodyBytes, 1);
        require("maxNameBytes", maxNameBytes, 1);
        require("maxLabels", maxLabels, 0);
        require("maxLabelBytes", maxLabelBytes, 1);
    }

    static void require(String name, int value, int least) {
        if (value < least || value > LARGEST_BYTES) {
            throw new IllegalArgumentException(name + "=" + value + " is not in " + least + ".." + LARGEST_BYTES);
        }
    }
}
