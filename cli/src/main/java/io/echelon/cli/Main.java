package io.echelon.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `echelon` command: picks the verb and turns its outcome into an exit code.
@Command(
        name = "echelon",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Ranks clients by arrival and passes commands down the ranks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ServeCommand.class, JoinCommand.class, SendCommand.class, WhoCommand.class},
        footer = {"", "Try it:  ./echelon serve", "then, in other terminals:  nc localhost 7411"})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Main() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return execute(new CommandLine(new Main()), arguments);
    }

    /// @param output takes the place of standard output
    /// @param errors takes the place of standard error
    static int run(PrintWriter output, PrintWriter errors, String... arguments) {
        return execute(new CommandLine(new Main()).setOut(output).setErr(errors), arguments);
    }

    private static int execute(CommandLine line, String... arguments) {
        return line.setParameterExceptionHandler(Main::complain)
                .setExecutionExceptionHandler((failure, command, parsed) -> complain(command, failure))
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int complain(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("echelon: " + oneLine(String.valueOf(wrong.getMessage())));
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static int complain(CommandLine command, Exception failure) {
        command.getErr().println("echelon: " + oneLine(String.valueOf(failure.getMessage())));
        return ExitCode.FAILED;
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    /// The version of the build.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"echelon " + BuildVersion.get()};
        }
    }
}
