package io.echelon.cli;

import io.echelon.server.Limit;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
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
            "Exit codes: 0 stopped as asked, 1 a fault, 2 wrong options, 3 cannot listen."
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

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions options = options();
        Server server;
        try {
            server = Server.start(options);
        } catch (IOException refused) {
            spec.commandLine().getErr().println("echelon: " + explain(options, refused));
            return ExitCode.CANNOT_LISTEN;
        }
        StopSignal.whenTold(server::close);
        PrintWriter out = spec.commandLine().getOut();
        notices(options, server.address()).forEach(out::println);
        out.flush();
        return awaitFailure(server);
    }

    /// What the operator is told when the server is ready.
    static List<String> notices(ServerOptions options, InetSocketAddress address) {
        List<String> notices = new ArrayList<>();
        notices.add("echelon is listening on " + hostAndPort(address) + " (capacity " + options.limit(Limit.CAPACITY)
                + ", in memory)");
        notices.add("places do not outlive this process: when it stops, every client has to join anew");
        if (!address.getAddress().isLoopbackAddress()) {
            notices.add("there is no authentication yet: whoever can reach this address can take a place");
        }
        return notices;
    }

    private static String hostAndPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static int awaitFailure(Server server) throws InterruptedException {
        try {
            server.failure().toCompletableFuture().get();
        } catch (ExecutionException logged) {
            StopSignal.failed();
        }
        return ExitCode.FAILED;
    }

    private ServerOptions options() {
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

    private static String explain(ServerOptions options, IOException refused) {
        String address = options.host() + ":" + options.port();
        if (String.valueOf(refused.getMessage()).contains("in use")) {
            return address + " is taken; stop what listens there, or choose another port with --port (0 picks one)";
        }
        return "cannot listen on " + address + ": " + refused.getMessage();
    }
}
