package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `echelon completion`, as bash understands it.
final class CompletionTest {
    /// Takes a script and the words that were typed, the last one perhaps not to its end; prints what it may become.
    private static final String COMPLETE = """
            source "$1"
            shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
            specification=$(complete -p "${1##*/}") || exit
            function=${specification#* -F }
            "${function%% *}" 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    static Path folder;

    private static Path script() {
        return folder.resolve("script");
    }

    @BeforeAll
    static void printScript() throws IOException {
        boolean hasBash = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> new File(each, "bash").canExecute());
        if (!hasBash) {
            System.out.println("*** SKIPPED: completion in bash, because there is no bash here");
        }
        assumeTrue(hasBash, "there is no bash here");
        try (ServeProcess process = ServeProcess.run("completion")) {
            assertThat(process.exitCode()).isZero();
            assertThat(process.err()).isEmpty();
            Files.write(script(), process.out());
        }
    }

    @Test
    void aVerbIsCompleted() throws IOException {
        assertThat(complete("echelon", "jo")).containsExactly("join");
    }

    @Test
    void aVerbIsCompletedWhereTheCommandIsTypedWithItsFolder() throws IOException {
        assertThat(complete("./echelon", "de")).containsExactly("demo");
    }

    @Test
    void anOptionOfAVerbIsCompleted() throws IOException {
        assertThat(complete("echelon", "serve", "--cap")).containsExactly("--capacity");
        assertThat(complete("echelon", "join", "--gra")).containsExactly("--grace");
        assertThat(complete("echelon", "send", "--wave", "1,100%", "--st")).containsExactly("--stop");
        assertThat(complete("echelon", "cert", "--fo")).containsExactly("--force");
        assertThat(complete("echelon", "serve", "--peer-c")).containsExactlyInAnyOrder("--peer-cert", "--peer-ca");
    }

    @Test
    void aVerbBehindAVerbIsCompleted() throws IOException {
        assertThat(complete("echelon", "cluster", "tr")).containsExactly("transfer");
        assertThat(complete("echelon", "cluster", "status", "--js")).containsExactly("--json");
    }

    @Test
    void optionsThatExcludeEachOtherAreAllCompleted() throws IOException {
        assertThat(complete("echelon", "run", "--ran")).containsExactly("--rank");
        assertThat(complete("echelon", "run", "--an")).containsExactly("--any");
        assertThat(complete("echelon", "run", "--on-")).containsExactlyInAnyOrder("--on-rank", "--on-lost");
    }

    @Test
    void nothingMeansEveryVerb() throws IOException {
        assertThat(complete("echelon", ""))
                .containsAll(Main.command().getSubcommands().keySet());
    }

    @Test
    void whatAnOptionTakesIsNotTakenForAVerbOrAnOption() throws IOException {
        assertThat(complete("echelon", "join", "--server", "")).containsExactly("");
        assertThat(complete("echelon", "join", "--group", "-")).containsExactly("");
        assertThat(complete("echelon", "join", "--server", "localhost", "--gro"))
                .containsExactly("--group");
    }

    @Test
    void aProgramToRunIsAFile() throws IOException {
        assertThat(complete("echelon", "join", "--exec", folder + "/scr")).containsExactly(script().toString());
    }

    private static List<String> complete(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", COMPLETE, "bash", script().toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return bash.inputReader().lines().toList();
    }
}
