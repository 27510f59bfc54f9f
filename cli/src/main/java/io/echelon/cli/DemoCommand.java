package io.echelon.cli;

import io.echelon.client.ClientOptions;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `echelon demo`: a server and three clients, in this process and gone with it.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Shows in ten seconds what Echelon does, with a server and three clients of its own.",
        footer = {
            "",
            "Example:  ./echelon demo",
            "",
            "It listens on a free port of 127.0.0.1 until it ends. On a terminal it pauses, for you to read along.",
            "Exit codes: 0 all went as it should, 1 it did not, 2 wrong options."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--fast", description = "Never pauses.")
    private boolean isFast;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private DemoCommand() {}

    @Override
    public Integer call() throws SurpriseException, InterruptedException, TimeoutException {
        PrintWriter out = spec.commandLine().getOut();
        ServerOptions options = ServerOptions.DEFAULTS.withPort(0).withVersion(BuildVersion.get());
        try (Server server = Server.start(options)) {
            new Demo(out, isFast || !Terminals.OUTPUT.isTerminal() ? Pace.AT_ONCE : Pace.READING)
                    .run(ClientOptions.at(
                            options.host() + ":" + server.address().getPort()));
        } catch (IOException failure) {
            throw new SurpriseException(String.valueOf(failure.getMessage()));
        }
        out.println();
        out.println("Now you:  ./echelon serve");
        out.println("then, in other terminals:  ./echelon join --name ada");
        return ExitCode.DONE;
    }
}
