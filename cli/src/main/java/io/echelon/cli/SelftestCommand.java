package io.echelon.cli;

import io.echelon.testkit.simulation.Selftest;
import io.echelon.testkit.simulation.SimulationFailure;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `echelon selftest`: looks for faults of this build on this machine, in clusters that are simulated.
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Simulates clusters whose servers, networks and clients fail by chance, and checks that nothing"
                + " goes wrong: what was answered is there, all servers agree, everybody goes on.",
        footer = {
            "",
            "Example:  ./echelon selftest --minutes 10",
            "",
            "Exit codes: 0 nothing was wrong, 1 something was, with a seed that shows it again, 2 wrong options."
        })
final class SelftestCommand implements Callable<Integer> {
    private static final int MAX_SEED = 1_000_000_000;
    private static final double MAX_MINUTES = 100_000;
    private static final double SECONDS_A_MINUTE = 60;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "For how long; at least one cluster. Default: ${DEFAULT-VALUE}")
    private double minutes = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "That of the first cluster: the same one behaves in the same way. Default: by chance")
    private @Nullable Long seed;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private SelftestCommand() {}

    @Override
    public Integer call() {
        if (!(minutes >= 0 && minutes <= MAX_MINUTES)) {
            throw new ParameterException(spec.commandLine(), "--minutes must be 0 to 100000");
        }
        PrintWriter out = spec.commandLine().getOut();
        long first = seed == null ? new SecureRandom().nextInt(MAX_SEED) : seed;
        out.println("the first seed is " + first);
        out.flush();
        try {
            Selftest.run(Duration.ofSeconds(Math.round(minutes * SECONDS_A_MINUTE)), first, line -> {
                out.println(line);
                out.flush();
            });
            return ExitCode.DONE;
        } catch (SimulationFailure found) {
            spec.commandLine().getErr().println("echelon: " + found.getMessage());
            return ExitCode.FAILED;
        }
    }
}
