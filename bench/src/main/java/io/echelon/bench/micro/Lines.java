package io.echelon.bench.micro;

import java.nio.charset.StandardCharsets;

/// What comes from a socket that has more than one line at a time.
final class Lines {
    static final int COUNT = 256;
    static final String BODY = "{128}\n" + "0123456789abcdef".repeat(8);

    private Lines() {}

    /// @param pattern of each line, with a number that grows
    static byte[] of(String pattern) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < COUNT; line++) {
            lines.append(String.format(pattern, 1_000 + line)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
