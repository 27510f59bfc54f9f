package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `--help` says is kept in files, so that a change of it is seen. They are written anew with
/// `-Dechelon.golden.rewrite=true`.
final class HelpTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("echelon.root"), "cli/src/test/resources/io/echelon/cli");

    @ParameterizedTest
    @CsvSource({
        "--help,help.txt",
        "demo --help,demo-help.txt",
        "completion --help,completion-help.txt",
        "serve --help,serve-help.txt",
        "cluster --help,cluster-help.txt",
        "cluster status --help,cluster-status-help.txt",
        "cluster add --help,cluster-add-help.txt",
        "cluster remove --help,cluster-remove-help.txt",
        "cluster transfer --help,cluster-transfer-help.txt",
        "who --help,who-help.txt",
        "join --help,join-help.txt",
        "send --help,send-help.txt",
        "run --help,run-help.txt",
        "cert --help,cert-help.txt",
        "selftest --help,selftest-help.txt"
    })
    void helpReadsAsItIsKept(String arguments, String file) throws IOException {
        try (ServeProcess process = ServeProcess.run(arguments.split(" ", -1))) {
            assertThat(process.exitCode()).isZero();
            assertThat(process.err()).isEmpty();
            String help = String.join("\n", process.out()) + "\n";
            if (Boolean.getBoolean("echelon.golden.rewrite")) {
                Files.writeString(FOLDER.resolve(file), help);
            }

            assertThat(FOLDER.resolve(file)).hasContent(help);
        }
    }
}
