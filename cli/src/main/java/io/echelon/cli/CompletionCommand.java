package io.echelon.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `echelon completion`: the script by which bash completes what is typed.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Prints a script by which bash completes verbs and options.",
        footer = {
            "",
            "Example:  source <(./echelon completion)",
            "",
            "That is for one shell. For every new one, where the package bash-completion is installed:",
            "  ./echelon completion >~/.local/share/bash-completion/completions/echelon"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the field in.
    private CompletionCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        CommandLine command = Main.command();
        out.print(AutoComplete.bash(command.getCommandName(), command));
        out.flush();
    }
}
