package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Whatever is read without picocli means the same with it.
final class PlainServeTest {
    private static final int RANDOM_LINES = 4_000;
    private static final int MOST_WORDS = 6;
    private static final long SEED = 7411;
    private static final List<String> WORDS = List.of(
            "--host",
            "--host=",
            "::1",
            "--port",
            "--port=0",
            "--port=",
            "0",
            "7",
            "-1",
            "65536",
            "+5",
            "1e3",
            "--capacity",
            "--capacity=7",
            "--autojoin",
            "--autojoin=true",
            "true",
            "false",
            "TRUE",
            "--unique-names",
            "team,crew",
            "team,",
            "team,team",
            "--unique-names=team",
            "--limit",
            "--limit=line=200",
            "body=9",
            "body",
            "body=",
            "=9",
            "capacity=3",
            "lines=3",
            "line=300",
            "outbound=4096",
            "--",
            "-",
            "-h",
            "--help",
            "--version",
            "--por",
            "@file",
            "",
            " ",
            "serve",
            "demo",
            "\"7\"",
            "a=b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "serve --port 7412",
                "serve --port=0 --host=::1 --capacity 1000",
                "serve --autojoin false --unique-names team,crew",
                "serve --autojoin=true --limit line=200 --limit=body=9 --limit line=300"
            })
    void whatNearlyEverybodyWritesIsReadWithoutPicocli(String line) {
        assertThat(plain(line.split(" "))).isEqualTo(byPicocli(line.split(" ")));
    }

    @Test
    void everyOptionWithAValueIsReadWithoutPicocli() {
        for (OptionSpec option : serve(Main.command("serve")).getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                assertThat(List.of("1", "true", "line=200"))
                        .as(option.longestName())
                        .anyMatch(value -> PlainServe.options("serve", option.longestName(), value) != null);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "serve --help",
                "serve --port",
                "serve --port 1 --port 2",
                "serve --host @file",
                "serve --capcity 3",
                "serve --port many",
                "serve --limit capacity=3",
                "serve --limit outbound=4096",
                "serve 7411"
            })
    void whatIsUnusualWrongOrAQuestionIsForPicocli(String line) {
        assertThat(PlainServe.options(line.split(" "))).isNull();
    }

    @Test
    void noLineMeansAnythingElseToPicocli() {
        Random random = new Random(SEED);
        int plain = 0;
        for (int i = 0; i < RANDOM_LINES; i++) {
            String[] line = randomLine(random);
            ServerOptions options = plain(line);
            if (options != null) {
                plain++;
                assertThat(options).as(String.join(" ", line)).isEqualTo(byPicocli(line));
            }
        }
        assertThat(plain).isGreaterThan(RANDOM_LINES / 100);
    }

    private static String[] randomLine(Random random) {
        List<String> line = new ArrayList<>(List.of("serve"));
        for (int words = random.nextInt(MOST_WORDS); words > 0; words--) {
            line.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return line.toArray(String[]::new);
    }

    /// Whether a limit is set to its standard value or not at all makes no difference.
    private static @Nullable ServerOptions plain(String... line) {
        ServerOptions options = PlainServe.options(line);
        return options == null ? null : options.withLimit(Limit.CAPACITY, options.limit(Limit.CAPACITY));
    }

    /// What the server would be told; a [ParameterException] if it would not be started.
    private static ServerOptions byPicocli(String... line) {
        CommandLine command = Main.command(line);
        command.parseArgs(line);
        return serve(command).<ServeCommand>getCommand().options();
    }

    private static CommandLine serve(CommandLine command) {
        return Objects.requireNonNull(command.getSubcommands().get("serve"));
    }
}
