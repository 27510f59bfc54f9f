package io.echelon.cli;

import io.echelon.protocol.Request;
import picocli.CommandLine.Option;

/// `--group`, which every verb has that looks at one.
final class GroupOption {
    @Option(names = "--group", paramLabel = "GROUP", description = "Which group. Default: ${DEFAULT-VALUE}")
    private String name = Request.DEFAULT_GROUP;

    @SuppressWarnings("NullAway.Init") // Picocli makes it.
    GroupOption() {}

    String name() {
        return name;
    }
}
