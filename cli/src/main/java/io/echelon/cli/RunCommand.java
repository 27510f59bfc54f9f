package io.echelon.cli;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `echelon run`: a program that runs only while this member holds a rank.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Takes a place in a group and runs a program while it has the rank that is asked for, and no longer: when"
                    + " the rank, the server or this command itself is lost, the program and all that it has started"
                    + " are ended before anybody else can have the rank."
        },
        footer = {
            "",
            "Example:  ./echelon run --rank 0 -- ./leader.sh",
            "          ./echelon run --rank 0-2 --restart --on-lost 'logger lost' -- ./worker",
            "",
            "The program has $ECHELON_GROUP, _MEMBER, _RANK, _SIZE, _TOKEN and _VIA in",
            "its environment; echelon send uses _VIA to command those below. Its input is",
            "empty if this one's is a terminal. Durations are written 500ms, 10s, 5m.",
            "A server that has started within the grace time may have forgotten somebody",
            "whose program still runs; so much is waited first. --server is a single one:",
            "each server has a line, and a leader, of its own.",
            "",
            "Exit codes: that of the program, 128 and more if a signal ended it, or",
            "    2  wrong options",
            "   75  refused, or no server to be found",
            "   76  the rank was lost, and the program ended",
            "  124  the rank was not to be had in the time of --timeout",
            "  126  the program may not be executed",
            "  127  there is no such program"
        })
final class RunCommand implements Callable<Integer> {
    static final Duration LEAST_GRACE = Duration.ofSeconds(3);

    @Mixin
    private ServerOption server;

    @Mixin
    private GroupOption group;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call this member.")
    private @Nullable String name;

    @ArgGroup(multiplicity = "1")
    private Ranks ranks;

    /// Which ranks give the right to run.
    static final class Ranks {
        @Option(
                names = "--rank",
                paramLabel = "N[-M]",
                required = true,
                description = "The rank, or the ranks, at which the program may run. 0 is in command.")
        private @Nullable String range;

        @Option(names = "--any", required = true, description = "It may run at every rank.")
        private boolean isAny;

        @SuppressWarnings("NullAway.Init") // Picocli makes it.
        Ranks() {}
    }

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long the server keeps the rank when the connection breaks, at least 3s."
                    + " The program is ended after 0.7 of it at the latest. Default: ${DEFAULT-VALUE}")
    private String grace = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Gives up when it has not got the rank by then. Default: waits for ever")
    private @Nullable String timeout;

    @Option(names = "--restart", description = "Runs the program again when the rank was lost and is regained.")
    private boolean isRestarting;

    @Option(
            names = "--no-wait",
            description = "Does not wait until a server that has just started can have forgotten nobody.")
    private boolean isTrusting;

    @Option(
            names = "--on-rank",
            paramLabel = "COMMAND",
            description = "Run by the shell when an allowed rank is got or becomes another one.")
    private @Nullable String onRank;

    @Option(
            names = "--on-lost",
            paramLabel = "COMMAND",
            description = "Run by the shell when the rank was lost and the program has ended.")
    private @Nullable String onLost;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The program and its arguments, behind --.")
    private List<String> command = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        RunTerms terms = terms();
        try (Client client = Client.connect(oneServer())) {
            RunSession session = new RunSession(client, terms, name, hook(), this::say);
            Membership member = client.join(joinOptions(terms, session));
            Runnable cancel = StopSignal.exitWhenTold(session::stopAndAwait);
            int code = session.run(member);
            cancel.run();
            return code;
        } catch (RefusedException refused) {
            say(MemberText.rejected(refused));
            return ExitCode.RUN_REFUSED;
        } catch (IOException failure) {
            say(String.valueOf(failure.getMessage()));
            return ExitCode.RUN_REFUSED;
        }
    }

    /// Whoever went from one to another that knows nothing of it would meet a second leader there.
    private ClientOptions oneServer() {
        ClientOptions options = server.options();
        if (options.servers().size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--server is a single one here: each server has a leader of its own");
        }
        return options;
    }

    private JoinOptions joinOptions(RunTerms terms, RunSession session) {
        JoinOptions options = JoinOptions.group(group.name())
                .withName(name)
                .withGrace(terms.grace())
                .withListener(session)
                .rejoining();
        // Who may stand too high has to know whether anybody else is there.
        return terms.ranks().first() == 0 ? options : options.watchingRoster();
    }

    private RunTerms terms() {
        long nowNanos = System.nanoTime();
        Duration graceTime = duration("--grace", grace);
        if (graceTime.compareTo(LEAST_GRACE) < 0) {
            throw new ParameterException(spec.commandLine(), "--grace is at least 3s: the program needs time to end");
        }
        Long giveUpNanos = timeout == null
                ? null
                : Long.valueOf(nowNanos + duration("--timeout", timeout).toNanos());
        return new RunTerms(range(), command, graceTime, giveUpNanos, isRestarting, isTrusting);
    }

    private RankRange range() {
        if (ranks.isAny || ranks.range == null) {
            return RankRange.ANY;
        }
        try {
            return RankRange.parse(ranks.range);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--rank: " + wrong.getMessage(), wrong);
        }
    }

    private Duration duration(String option, String text) {
        return TimeText.parse(spec.commandLine(), option, text);
    }

    private Hook hook() {
        Map<Hook.Kind, String> commands = new EnumMap<>(Hook.Kind.class);
        if (onRank != null) {
            commands.put(Hook.Kind.ON_RANK, onRank);
        }
        if (onLost != null) {
            commands.put(Hook.Kind.ON_LOST, onLost);
        }
        return new Hook(commands, this::say);
    }

    private void say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("echelon: " + Shown.line(text));
        err.flush();
    }
}
