package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void onlyTheVerbThatIsAskedForIsMade() {
        assertThat(Main.command("join", "serve").getSubcommands()).containsOnlyKeys("join");
    }

    @Test
    void whoAsksForNoVerbIsShownAll() {
        assertThat(Main.command("--help").getSubcommands()).containsKeys("demo", "serve", "join", "completion");
    }

    @Test
    void aWordThatIsNoVerbIsWrongWhateverVerbsThereAre() {
        StringWriter err = new StringWriter();

        int exitCode = Main.command("jion").setErr(new PrintWriter(err)).execute("jion");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("jion").contains("Try: echelon --help");
    }
}
