package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The load driver: one scenario, one server, one raw line on standard output.
///
/// Exit codes: 0 if there is a line, 1 if the run came to nothing, 2 for wrong options.
@Command(
        name = "drive",
        mixinStandardHelpOptions = true,
        description = "Puts a load on a server and tells what came of it in one line.",
        subcommands = {FanOut.class, Hold.class, Leave.class, Results.class, Pair.class, Writes.class, Succession.class
        })
public final class Drive implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private Drive() {}

    /// Runs the scenario and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), arguments));
    }

    static int run(PrintWriter output, PrintWriter errors, String... arguments) {
        return new CommandLine(new Drive())
                .setOut(output)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Drive::runLast)
                .setExecutionExceptionHandler(Drive::complain)
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    private static int runLast(ParseResult parsed) {
        int code = new CommandLine.RunLast().execute(parsed);
        for (CommandLine command : parsed.asCommandLineList()) {
            if (command.getExecutionResult() instanceof RawLine line) {
                command.getOut().println(line);
            }
        }
        return code;
    }

    private static int complain(Exception failure, CommandLine command, ParseResult parsed) {
        boolean isKnown = failure instanceof DriveException;
        command.getErr().println("drive: " + (isKnown ? failure.getMessage() : failure.toString()));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
