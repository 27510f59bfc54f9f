package io.echelon.protocol;

/// How large what a peer sends may be. At a limit the peer is answered, never forgotten.
///
/// @param maxLineBytes up to its EOL, counted body apart; a longer line is skipped: 103
/// @param maxSkippedLineBytes a line that is longer still closes the connection
/// @param maxBodyBytes a larger body is skipped: 104
/// @param maxNameBytes of a name or a group, in UTF-8
/// @param maxLabels a member may have
/// @param maxLabelBytes of a label's name, and of its value, each
/// @param maxWindow commands that a member may ask to have out at once
/// @param maxGraceMillis how long a place may be kept for a member whose connection broke; 0 allows none
public record ProtocolLimits(
        int maxLineBytes,
        int maxSkippedLineBytes,
        int maxBodyBytes,
        int maxNameBytes,
        int maxLabels,
        int maxLabelBytes,
        int maxWindow,
        long maxGraceMillis) {
    public static final ProtocolLimits DEFAULTS = new ProtocolLimits(4096, 65_536, 65_536, 64, 32, 64, 1024, 3_600_000);

    static final int LEAST_LINE_BYTES = 64;
    private static final int LARGEST = 1 << 30;

    public ProtocolLimits {
        require("maxLineBytes", maxLineBytes, LEAST_LINE_BYTES);
        require("maxSkippedLineBytes", maxSkippedLineBytes, maxLineBytes);
        require("maxBodyBytes", maxBodyBytes, 1);
        require("maxNameBytes", maxNameBytes, 1);
        require("maxLabels", maxLabels, 0);
        require("maxLabelBytes", maxLabelBytes, 1);
        require("maxWindow", maxWindow, 1);
        if (maxGraceMillis < 0 || maxGraceMillis > DurationUnit.LONGEST_MILLIS) {
            throw new IllegalArgumentException(
                    "maxGraceMillis=" + maxGraceMillis + " is not in 0.." + DurationUnit.LONGEST_MILLIS);
        }
    }

    static void require(String name, int value, int least) {
        if (value < least || value > LARGEST) {
            throw new IllegalArgumentException(name + "=" + value + " is not in " + least + ".." + LARGEST);
        }
    }
}
