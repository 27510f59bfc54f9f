package io.echelon.cli;

import io.echelon.replication.NodeOptions;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `echelon serve`: runs a server until it is told to stop.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Runs a server until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Example:  ./echelon serve --port 7411 --capacity 1000",
            "",
            "To keep everything:  ./echelon serve --data DIR",
            "Three servers as one: see docs/operations.md.",
            "",
            "Exit codes: 0 stopped as asked, 1 a fault, 2 wrong options, 3 cannot listen, or cannot use DIR."
        })
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--host", paramLabel = "HOST", description = "Where to listen. Default: ${DEFAULT-VALUE}")
    private String host = ServerOptions.DEFAULTS.host();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; 0 picks a free port. Default: ${DEFAULT-VALUE}")
    private int port = ServerOptions.DEFAULT_PORT;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Members a group holds, 1 to 65536. Default: ${DEFAULT-VALUE}")
    private long capacity = Limit.CAPACITY.standard();

    @Option(
            names = "--autojoin",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "Whether people become members of main without asking. Default: ${DEFAULT-VALUE}")
    private boolean isAutojoin = ServerOptions.DEFAULTS.autojoin();

    @Option(
            names = "--unique-names",
            paramLabel = "GROUP",
            split = ",",
            description = "Groups in which no two members may have the same name. Default: none")
    private Set<String> uniqueNames = new LinkedHashSet<>();

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Sets another limit; HELP limits, typed to the server, lists them all.")
    private Map<String, Long> limits = new LinkedHashMap<>();

    @Mixin
    private DataOptions data = new DataOptions();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = spec.commandLine();
        ServerOptions options = options();
        NodeOptions node = node(options);
        return node == null
                ? ServerProcess.run(options, command.getOut(), command.getErr())
                : NodeProcess.run(options, node, data.advertised(), command.getOut(), command.getErr());
    }

    /// How it is to keep everything on disk, or null if it is not; a [ParameterException] if that makes no sense.
    @Nullable
    NodeOptions node(ServerOptions options) {
        try {
            return data.options(options);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /// What was asked for; a [ParameterException] if it makes no sense.
    ServerOptions options() {
        try {
            ServerOptions options = ServerOptions.DEFAULTS
                    .withHost(host)
                    .withPort(port)
                    .withAutojoin(isAutojoin)
                    .withUniqueNames(uniqueNames)
                    .withVersion(BuildVersion.get())
                    .withLimit(Limit.CAPACITY, capacity);
            for (Map.Entry<String, Long> entry : limits.entrySet()) {
                Limit limit = Limit.withKey(entry.getKey());
                if (limit == null) {
                    throw new IllegalArgumentException("there is no limit named " + entry.getKey());
                }
                options = options.withLimit(limit, entry.getValue());
            }
            return options;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
