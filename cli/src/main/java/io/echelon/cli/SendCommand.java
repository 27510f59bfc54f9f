package io.echelon.cli;

import io.echelon.client.SendOptions;
import io.echelon.protocol.ProtocolLimits;
import io.echelon.protocol.Request;
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
            "--json an object a line: of type result, and at last closed, rejected or lost.",
            "Exit codes:",
            "  0  all have done it, or it was delivered",
            "  1  some have failed or refused",
            "  2  wrong options",
            "  3  of some it is not known whether they did it, or it did not reach them in",
            "     time, also if others failed; or the member was lost meanwhile",
            "  4  rejected",
            "  5  there is nobody for whom it could be",
            "  6  there is no member here to speak through, or more than one"
        })
final class SendCommand implements Callable<Integer> {
    private static final int MAX_TEXT_BYTES = ProtocolLimits.DEFAULTS.maxBodyBytes();
    private static final String STANDARD_INPUT = "-";

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
    public Integer call() {
        SendOptions options = options();
        PrintWriter errors = spec.commandLine().getErr();
        try {
            Request.Send send = new Request.Send(
                    null,
                    target,
                    options.ttl().toMillis(),
                    options.limit().toMillis(),
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    text());
            try (MemberCall call = MemberCall.connect(member())) {
                return call.send(send, report(errors));
            }
        } catch (IOException failure) {
            errors.println("echelon: " + failure.getMessage());
            return ExitCode.CANNOT_CONNECT;
        }
    }

    private SendOptions options() {
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
        return isJson ? new JsonReport(output) : new TextReport(output, errors, Terminals.ERROR.isTerminal());
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
