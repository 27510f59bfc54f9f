package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class CompareTest {
    /// Written anew with `-Dechelon.golden.rewrite=true`.
    private static final Path HELP =
            Path.of(System.getProperty("echelon.root"), "bench/src/test/resources/io/echelon/bench/compare-help.txt");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Compare.command()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }

    @Test
    void helpReadsAsItIsKept() throws IOException {
        assertThat(run("--help")).isZero();
        if (Boolean.getBoolean("echelon.golden.rewrite")) {
            Files.writeString(HELP, out.toString());
        }

        assertThat(HELP).hasContent(out.toString());
    }

    @Test
    void everyOptionIsExplained() {
        for (OptionSpec option : Compare.command().getCommandSpec().options()) {
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        }
    }

    @Test
    void theListHasTheCasesInTheirOrder() {
        assertThat(run("--list")).isZero();

        assertThat(out.toString().lines()).hasSameSizeAs(Cases.of(Scale.FULL));
        assertThat(out.toString())
                .startsWith("fan-out-1000 ")
                .contains("\nmemory  ")
                .contains("to 19,000 members");
    }

    @Test
    void theListHasWhatWasAskedFor() {
        assertThat(run("--list", "--quick", "--cases", "memory,start")).isZero();

        assertThat(out.toString().lines().map(line -> line.split(" ", -1)[0])).containsExactly("memory", "start");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cases memory,memery | there is no case memery; there are fan-out-1000, ",
                "--rounds 0            | want a number from 1 on",
                "--seconds 0           | want a number from 1 on",
                "--rounds many         | Invalid value for option '--rounds'",
                "--quick --file        | leave --file out",
                "--fast                | Unknown option"
            },
            quoteCharacter = '"')
    void whatMakesNoSenseIsRefusedInASentence(String arguments, String why) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString()).contains(why).endsWith("Try: bench/compare --help\n");
    }
}
