package io.echelon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Request.Cluster.Action;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `echelon cluster`: shows the servers that keep one state together, and changes which they are.
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Shows the servers that keep one state together, and changes which they are.",
        synopsisSubcommandLabel = "(status | add | remove | transfer)",
        footer = {
            "",
            "Example:  ./echelon cluster status --server localhost:7411",
            "          ./echelon cluster add n4 host4:7511",
            "",
            "Any server of the cluster can be asked. It takes changes from its own machine",
            "only, one at a time: each is done when the command returns.",
            "",
            "Exit codes:",
            "  0  shown, or done",
            "  2  wrong options",
            "  4  rejected, or there is no majority",
            "  6  cannot connect"
        })
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private ClusterCommand() {}

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "say what: status, add, remove or transfer");
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows who leads, and how each server is doing.")
    int status(
            @Mixin ServerOption server,
            @Option(names = "--json", description = "Prints JSON, for programs.") boolean isJson)
            throws IOException {
        return ask(server, Action.STATUS, null, null, answer -> {
            PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                new JsonLines(out).write("cluster", json -> writeJson(json, answer));
            } else {
                print(answer, out);
            }
        });
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets a server take part that runs with --join and waits for it.")
    int add(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "NAME", description = "Its name, as in its --node.") String node,
            @Parameters(paramLabel = "HOST:PORT", description = "Where the others find it, as in its --cluster.")
                    String address)
            throws IOException {
        return ask(server, Action.ADD, node, address, answer -> say(node + " takes part"));
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets the others go on without a server, which ends.")
    int remove(@Mixin ServerOption server, @Parameters(paramLabel = "NAME", description = "Its name.") String node)
            throws IOException {
        return ask(server, Action.REMOVE, node, null, answer -> say("the others go on without " + node));
    }

    @Command(
            name = "transfer",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets another server lead.")
    int transfer(@Mixin ServerOption server, @Parameters(paramLabel = "NAME", description = "Its name.") String node)
            throws IOException {
        return ask(server, Action.TRANSFER, node, null, answer -> say(node + " leads"));
    }

    private interface Use {
        void take(ClusterCall.Answer answer) throws IOException, GarbledReplyException;
    }

    private int ask(ServerOption server, Action action, @Nullable String node, @Nullable String address, Use use)
            throws IOException {
        try {
            use.take(ClusterCall.ask(server.options(), action, node, address));
            return ExitCode.DONE;
        } catch (ClusterCall.RefusedException refused) {
            complain(String.valueOf(refused.getMessage()));
            return ExitCode.REJECTED;
        } catch (GarbledReplyException strange) {
            throw new IOException("the server's answer makes no sense: " + strange.getMessage(), strange);
        }
    }

    private static void writeJson(JsonGenerator json, ClusterCall.Answer answer) throws IOException {
        json.writeStringField("leader", answer.leader());
        json.writeArrayFieldStart("nodes");
        for (Fields node : answer.nodes()) {
            json.writeStartObject();
            json.writeStringField("name", name(node));
            json.writeStringField("state", node.find("state"));
            json.writeNumberField("index", Long.parseLong(Objects.requireNonNullElse(node.find("index"), "0")));
            json.writeStringField("peer", node.find("peer"));
            json.writeStringField("client", node.find("client"));
            json.writeStringField("why", node.find("why"));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String name(Fields node) {
        try {
            return node.word(0);
        } catch (GarbledReplyException nameless) {
            return "";
        }
    }

    private static void print(ClusterCall.Answer answer, PrintWriter out) {
        List<Fields> nodes = answer.nodes();
        out.println(answer.leader() == null ? "no leader is known" : Shown.line(answer.leader()) + " leads");
        out.printf("%-8s  %-11s  %10s  %-21s  %s%n", "NODE", "STATE", "INDEX", "PEERS AT", "CLIENTS AT");
        for (Fields node : nodes) {
            String why = node.find("why");
            out.println(String.format(
                            "%-8s  %-11s  %10s  %-21s  %s",
                            Shown.line(name(node)),
                            shown(node, "state"),
                            shown(node, "index"),
                            shown(node, "peer"),
                            shown(node, "client"))
                    .stripTrailing());
            if (why != null) {
                out.println("          " + Shown.line(why));
            }
        }
        out.flush();
    }

    private static String shown(Fields node, String key) {
        return Shown.line(Objects.requireNonNullElse(node.find(key), "-"));
    }

    private void say(String done) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Shown.line(done));
        out.flush();
    }

    private void complain(String problem) {
        spec.commandLine().getErr().println("echelon: " + Shown.line(problem));
    }
}
