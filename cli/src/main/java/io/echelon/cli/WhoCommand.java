package io.echelon.cli;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.Observation;
import io.echelon.client.RosterListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `echelon who`: the roster of a group, seen without taking a place in it.
@Command(
        name = "who",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Lists the members of a group in rank order, without taking a place among them.",
        footer = {
            "",
            "Example:  ./echelon who --watch",
            "          ./echelon who --group web --json | jq '.members[0].name'",
            "",
            "With --watch the list is drawn anew on a terminal whenever it changes, until",
            "Ctrl-C; elsewhere each arrival and departure is a line, and who is away or back.",
            "With --json each state is an object on a line of its own.",
            "",
            "Exit codes:",
            "  0  listed, or stopped as asked",
            "  1  the server was lost",
            "  2  wrong options",
            "  4  rejected",
            "  6  cannot connect"
        })
final class WhoCommand implements Callable<Integer> {
    @Mixin
    private ServerOption server;

    @Mixin
    private GroupOption group;

    @Option(names = "--watch", description = "Goes on to show who comes and goes.")
    private boolean isWatching;

    @Option(names = "--json", description = "Prints JSON, for programs.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private WhoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClientOptions options = server.options();
        try (Client client = Client.connect(options);
                RosterView view = view()) {
            RosterWatch watch = new RosterWatch(view);
            Observation observation = client.observe(group.name(), isWatching ? watch : new RosterListener() {});
            if (!isWatching) {
                view.show(observation.roster());
                return ExitCode.DONE;
            }
            Runnable cancel = StopSignal.whenTold(() -> stop(view, client));
            try {
                String loss = watch.run(observation);
                complain("lost the server: " + loss);
                return ExitCode.FAILED;
            } finally {
                cancel.run();
            }
        }
    }

    private static void stop(RosterView view, Client client) {
        view.close();
        client.close();
    }

    private RosterView view() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            return RosterView.json(new JsonLines(out));
        }
        return isWatching && Terminals.OUTPUT.isTerminal() ? new LiveRoster() : RosterView.text(out);
    }

    private void complain(String problem) {
        spec.commandLine().getErr().println("echelon: " + problem);
    }
}
