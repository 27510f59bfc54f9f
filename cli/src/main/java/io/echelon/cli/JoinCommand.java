package io.echelon.cli;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.CommandHandler;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `echelon join`: a place in a group for a person at a terminal, or for a program that executes commands.
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Takes a place in a group, shows what happens there, and executes what seniors command: by saying so,"
                    + " or with --exec by a program.",
            "What you type commands everyone below you; /help lists what else there is. Ctrl-D leaves."
        },
        footer = {
            "",
            "Example:  ./echelon join --name ada",
            "          ./echelon join --name web7 --label os=linux --exec ./deploy.sh",
            "",
            "Lines may be piped in; at their end it waits until its commands have",
            "closed, and leaves. With --exec the end of input means nothing.",
            "The program has the command on its standard input, and $ECHELON_COMMAND,",
            "_SENDER, _SENDER_RANK, _GROUP, _MEMBER, _RANK, _SIZE, _TOKEN and _VIA in its",
            "environment.",
            "",
            "Exit codes:",
            "  0  left as asked",
            "  1  the server was lost, with --grace for longer than that",
            "  2  wrong options",
            "  4  rejected",
            "  6  cannot connect"
        })
final class JoinCommand implements Callable<Integer> {
    /// Commands that wait to be shown; programs take longer, and are told sooner that one is busy.
    private static final int MAX_SHOWN_COMMANDS = 65_536;

    @Mixin
    private ServerOption server;

    @Mixin
    private GroupOption group;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call yourself; others may have the same name.")
    private @Nullable String name;

    @Option(
            names = "--label",
            paramLabel = "K=V",
            description = "What to say of yourself; may be given more than once.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "Has the place kept for so long, such as 10s, when the connection breaks, and comes back to"
                    + " it. Without it the place is lost at once.")
    private @Nullable String grace;

    @Option(names = "--wait", description = "Stands in line for a place when the group is full.")
    private boolean isWaiting;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "How many commands are sent to it ahead of results. Default: what the server says")
    private @Nullable Integer window;

    @Option(
            names = "--exec",
            paramLabel = "PROGRAM",
            description = "Runs this for each command. Without it nothing is ever run.")
    private @Nullable Path program;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Kills the program after that. Default: ${DEFAULT-VALUE}")
    private long timeoutSeconds;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description =
                    "Where echelon send finds this member. Default: named by group and name, in your runtime folder")
    private @Nullable Path socket;

    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "For the program of --exec, behind --.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private JoinCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        ClientOptions options = server.options();
        try (Client client = Client.connect(options);
                JoinSession session = new JoinSession(options.address(), dialogue(), isLasting())) {
            CommandHandler handler = handler(session);
            Membership member = client.join(joinOptions(session, handler));
            Runnable stop = () -> stop(client, session, handler);
            Runnable cancel = StopSignal.whenTold(stop);
            try {
                return session.run(member, name, socket);
            } finally {
                cancel.run();
                stop.run();
            }
        }
    }

    /// The place is given up first: nobody is to command who is about to go.
    private static void stop(Client client, JoinSession session, CommandHandler handler) {
        client.close();
        session.closeSocket();
        if (handler instanceof ProgramHandler programs) {
            programs.close();
        }
    }

    private void checkOptions() {
        if (program == null && !arguments.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "'" + Shown.line(arguments.get(0)) + "' belongs to no --exec");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > Duration.ofDays(7).toSeconds()) {
            throw new ParameterException(spec.commandLine(), "--timeout is from 1 to 604800 seconds");
        }
    }

    /// Whether the end of input does not end it: who runs a program for others need not have anything to say.
    private boolean isLasting() {
        return program != null && !Terminals.INPUT.isTerminal();
    }

    private Dialogue dialogue() throws IOException {
        return Terminals.INPUT.isTerminal() && Terminals.OUTPUT.isTerminal()
                ? TerminalDialogue.open()
                : new PlainDialogue(spec.commandLine().getOut());
    }

    private JoinOptions joinOptions(JoinSession session, CommandHandler handler) {
        JoinOptions options = withLabels(withTerms(JoinOptions.group(group.name())
                .withName(name)
                .withHandler(handler)
                .withListener(session)));
        return program == null ? options.watchingRoster().withMaxQueuedCommands(MAX_SHOWN_COMMANDS) : options;
    }

    /// On which the place is had.
    private JoinOptions withTerms(JoinOptions before) {
        JoinOptions options = isWaiting ? before.waiting() : before;
        try {
            if (grace != null) {
                options = options.withGrace(TimeText.parse(spec.commandLine(), "--grace", grace));
            }
            return window == null ? options : options.withWindow(window);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private JoinOptions withLabels(JoinOptions before) {
        JoinOptions options = before;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            try {
                options = options.withLabel(label.getKey(), label.getValue());
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), "--label: " + wrong.getMessage(), wrong);
            }
        }
        return options;
    }

    private CommandHandler handler(JoinSession session) {
        if (program == null) {
            return session::onCommand;
        }
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.addAll(arguments);
        return new ProgramHandler(words, Duration.ofSeconds(timeoutSeconds), session::environment, session::onVerdict);
    }
}
