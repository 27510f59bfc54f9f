package io.echelon.cli;

import io.echelon.client.SendOptions;
import io.echelon.protocol.ProtocolLimits;
import io.echelon.protocol.Request;
import io.echelon.protocol.Waves;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `echelon send`: a command from a script, through a member that is there.
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Gives a command in the name of a member that you have here, started by echelon join, and waits until it"
                    + " has closed.",
            "Authority comes from rank: what that member may command, this may."
        },
        footer = {
            "",
            "Example:  ./echelon join --name ada",
            "          ./echelon send --to next -- uptime",
            "",
            "A line a result on standard output, then how many there were of each. With",
            "--json an object a line: of type result, with other options tally, output or",
            "dup, and at last closed, cancelled, rejected or lost.",
            "Ctrl-C calls the command back, says at how many it was in time, and waits no",
            "more.",
            "",
            "Exit codes:",
            "  0    all have done it, or it was delivered",
            "  1    some have failed or refused, or certainly have not got it: it was called",
            "       back, its time was over, or they left before",
            "  2    wrong options",
            "  3    of some it is not known whether they did it, also if others failed; or",
            "       the member was lost meanwhile",
            "  4    rejected",
            "  5    there is nobody for whom it could be",
            "  6    there is no member here to speak through, or more than one, or it is away",
            "       from its server; nothing was sent",
            "  130  told to end while it waited"
        })
final class SendCommand implements Callable<Integer> {
    private static final int MAX_TEXT_BYTES = ProtocolLimits.DEFAULTS.maxBodyBytes();
    private static final String STANDARD_INPUT = "-";
    private static final Duration CALL_BACK_PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            defaultValue = "all",
            description = "For whom: all, next, last, any, m3, rank:2-5, +1..+3, label:os=linux, name:web*, or what"
                    + " combines them with &, |, ! and parentheses. Default: ${DEFAULT-VALUE}")
    private String target = "";

    @Option(
            names = "--via",
            paramLabel = "PATH",
            description = "The member's socket. Default: $ECHELON_VIA, else the only one in your runtime folder")
    private @Nullable Path via;

    @Option(names = "--json", description = "Tells it in JSON, for programs.")
    private boolean isJson;

    @Option(
            names = "--progress",
            description = "Tells meanwhile how many have come how far, on standard error; on a terminal it does so in"
                    + " any case.")
    private boolean showsProgress;

    @Option(
            names = "--output",
            description = "Tells what programs print while they run, on standard error, as far as it comes through.")
    private boolean showsOutput;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long it may wait to be sent. Default: ${DEFAULT-VALUE}")
    private String ttl = "";

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "After that, what has no result is unknown. Default: ${DEFAULT-VALUE}")
    private String limit = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A name for the command: given again with it, nothing is sent, and what became of the first"
                    + " is told.")
    private @Nullable String key;

    @Option(names = "--rev", paramLabel = "N", description = "Has it rejected unless the roster has this revision.")
    private @Nullable Long revision;

    @Option(names = "--expect", paramLabel = "N", description = "Has it rejected unless it is for so many members.")
    private @Nullable Integer expected;

    @Option(
            names = "--wave",
            paramLabel = "WAVES",
            description = "Sends it to some first, and to more when all of those have closed: 1,10%%,100%%.")
    private @Nullable String waves;

    @Option(
            names = "--stop",
            paramLabel = "N",
            description = "After so many that failed, were refused or are unknown, no more get it.")
    private @Nullable Integer stop;

    @Parameters(
            paramLabel = "TEXT",
            arity = "1..*",
            description = "The command: words, or - alone for what is on standard input, as it is.")
    private List<String> words = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private SendCommand() {}

    @Override
    public Integer call() throws IOException {
        Request.Send send = request();
        PrintWriter errors = spec.commandLine().getErr();
        try (MemberCall call = MemberCall.connect(member())) {
            Runnable cancel = StopSignal.whenTold(() -> callBack(call, errors), ExitCode.INTERRUPTED);
            try {
                return call.send(send, report(errors));
            } finally {
                cancel.run();
            }
        } catch (IOException failure) {
            errors.println("echelon: " + failure.getMessage());
            return ExitCode.CANNOT_CONNECT;
        }
    }

    private static void callBack(MemberCall call, PrintWriter errors) {
        if (!call.callBack(CALL_BACK_PATIENCE)) {
            errors.println("echelon: the command could not be called back; what becomes of it is not known");
            errors.flush();
        }
    }

    private Request.Send request() throws IOException {
        List<Request.Wave> parsedWaves = waves == null ? List.of() : Waves.parse(waves);
        if (waves != null && parsedWaves.isEmpty()) {
            throw wrong("--wave is " + Waves.FORM);
        }
        if (key != null && key.isEmpty()) {
            throw wrong("--key is not empty");
        }
        checkCount("--rev", revision, 0);
        checkCount("--expect", expected, 0);
        checkCount("--stop", stop, 1);
        SendOptions options = times();
        return new Request.Send(
                null,
                target,
                options.ttl().toMillis(),
                options.limit().toMillis(),
                key,
                revision,
                expected,
                parsedWaves,
                stop,
                text());
    }

    private void checkCount(String option, @Nullable Number count, int least) {
        if (count != null && count.longValue() < least) {
            throw wrong(option + " is " + least + " or more");
        }
    }

    private SendOptions times() {
        try {
            return new SendOptions(duration("--ttl", ttl), duration("--limit", limit));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Duration duration(String option, String value) {
        return TimeText.parse(spec.commandLine(), option, value);
    }

    private byte[] text() throws IOException {
        byte[] text = words.equals(List.of(STANDARD_INPUT))
                ? System.in.readNBytes(MAX_TEXT_BYTES + 1)
                : String.join(" ", words).getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_TEXT_BYTES) {
            throw wrong("a command has at most " + MAX_TEXT_BYTES + " bytes");
        }
        if (text.length == 0) {
            throw wrong("there is no text to send");
        }
        return text;
    }

    private Path member() throws IOException {
        if (via != null) {
            return via;
        }
        String told = System.getenv("ECHELON_VIA");
        return told == null || told.isEmpty() ? RuntimeFolder.usual().onlyLiveSocket() : Path.of(told);
    }

    private SendReport report(PrintWriter errors) {
        PrintWriter output = spec.commandLine().getOut();
        return isJson
                ? new JsonReport(output, showsProgress, showsOutput)
                : new TextReport(output, errors, progress(), showsOutput);
    }

    private TextReport.Progress progress() {
        if (Terminals.ERROR.isTerminal()) {
            return TextReport.Progress.REWRITTEN;
        }
        return showsProgress ? TextReport.Progress.LINES : TextReport.Progress.HIDDEN;
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
