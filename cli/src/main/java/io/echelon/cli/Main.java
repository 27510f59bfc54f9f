package io.echelon.cli;

import io.echelon.client.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
        footer = {
            "",
            "Try it:  ./echelon demo",
            "Then:    ./echelon serve, and in other terminals ./echelon join --name ada"
        })
public final class Main implements Runnable {
    /// In the order in which help lists them.
    private static final List<Class<?>> VERBS = List.of(
            DemoCommand.class,
            ServeCommand.class,
            ClusterCommand.class,
            JoinCommand.class,
            SendCommand.class,
            WhoCommand.class,
            RunCommand.class,
            SelftestCommand.class,
            CertCommand.class,
            CompletionCommand.class);

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Main() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return command(arguments).execute(arguments);
    }

    /// @param output takes the place of standard output
    /// @param errors takes the place of standard error
    static int run(PrintWriter output, PrintWriter errors, String... arguments) {
        return command(arguments).setOut(output).setErr(errors).execute(arguments);
    }

    /// The command with the verb that comes first in the arguments, or with all of them if none does: each
    /// verb that is there costs time at every start.
    static CommandLine command(String... arguments) {
        CommandLine command = new CommandLine(new Main());
        boolean isVerbFirst = arguments.length > 0 && VERBS.stream().anyMatch(verb -> isNamed(verb, arguments[0]));
        for (Class<?> verb : VERBS) {
            if (!isVerbFirst || isNamed(verb, arguments[0])) {
                command.addSubcommand(verb);
            }
        }
        return command.setParameterExceptionHandler(Main::complain)
                .setExecutionExceptionHandler((failure, verb, parsed) -> complain(verb, failure));
    }

    private static boolean isNamed(Class<?> verb, String name) {
        return verb.getAnnotation(Command.class).name().equals(name);
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
        return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof RefusedException) {
            return ExitCode.REJECTED;
        }
        return failure instanceof IOException ? ExitCode.CANNOT_CONNECT : ExitCode.FAILED;
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
