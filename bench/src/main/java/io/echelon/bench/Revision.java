package io.echelon.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Which sources were measured.
final class Revision {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Revision() {}

    /// As in `fc0d3db`, or `fc0d3db and changes that are in no commit`.
    static String of(Path root, Tool tool) {
        String tree = root.toString();
        try {
            List<String> commit = tool.run("git", List.of("git", "-C", tree, "rev-parse", "--short", "HEAD"), PATIENCE);
            List<String> changes = tool.run("git", List.of("git", "-C", tree, "status", "--porcelain"), PATIENCE);
            return commit.getFirst() + (changes.isEmpty() ? "" : " and changes that are in no commit");
        } catch (FailedRunException unknown) {
            return "unknown";
        }
    }
}
