package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ErrorOutputLogTest {
    private static final System.Logger LOG =
            new ErrorOutputLog().getLogger("any", ErrorOutputLogTest.class.getModule());

    @Test
    void theJdkFindsIt() {
        assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(ErrorOutputLog.class);
    }

    @Test
    void aWarningIsOneLineThatDrivesNoTerminal() {
        String said =
                said(() -> LOG.log(Level.WARNING, "command 3 failed", new IllegalStateException("no\u001b[2J\nway")));

        assertThat(said)
                .isEqualToNormalizingNewlines(
                        "echelon: command 3 failed: java.lang.IllegalStateException: no\\u{1b}[2J\\nway\n");
    }

    @Test
    void valuesStandWhereTheFormatSays() {
        assertThat(said(() -> LOG.log(Level.WARNING, "{0} has come too late for {1}", "m1", 2)))
                .isEqualToNormalizingNewlines("echelon: m1 has come too late for 2\n");
    }

    @Test
    void aBugIsToldWithThePlaceInTheSources() {
        String said = said(() -> LOG.log(Level.ERROR, "uncaught", new IllegalStateException("bug")));

        assertThat(said).startsWith("echelon: uncaught: ").contains("at io.echelon.cli.ErrorOutputLogTest.");
    }

    @Test
    void whatConcernsNobodyIsNotShown() {
        assertThat(said(() -> {
                    LOG.log(Level.INFO, "hello");
                    LOG.log(Level.DEBUG, "{0}", "hello");
                }))
                .isEmpty();
    }

    private static String said(Runnable logging) {
        PrintStream usual = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            logging.run();
        } finally {
            System.setErr(usual);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
