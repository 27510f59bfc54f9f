package io.echelon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `echelon` command: picks the verb and turns its outcome into an exit code.
@Command(
        name = "echelon",
        version = "echelon 1.0",
        mixinStandardHelpOptions = true,
        description = "Echelon: ranked membership with a chain of command.")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
