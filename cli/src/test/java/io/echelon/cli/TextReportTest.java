package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.client.Accepted;
import io.echelon.client.MemberId;
import io.echelon.client.Outcome;
import io.echelon.client.Output;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How far a command is, on the one line of a terminal that is written anew.
final class TextReportTest {
    private static final String ERASED = "\r\u001b[K";

    /// Standard output and standard error, as a terminal shows both.
    private final StringWriter screen = new StringWriter();

    @Test
    void onATerminalProgressGivesWayToResultsAndIsGoneAtTheEnd() {
        report(TextReport.Progress.REWRITTEN);

        assertThat(screen)
                .hasToString(ERASED + "waiting for 2 members …"
                        + ERASED + "m2 done, 5 ms\n" + ERASED + "waiting for 2 members …"
                        + ERASED + "2 members: 1 done, 1 delivered, 9 ms\n");
    }

    @Test
    void elsewhereThereIsNone() {
        report(TextReport.Progress.HIDDEN);

        assertThat(screen).hasToString("m2 done, 5 ms\n2 members: 1 done, 1 delivered, 9 ms\n");
    }

    @Test
    void aComplaintTakesThePlaceOfProgress() {
        TextReport report =
                new TextReport(new PrintWriter(screen), new PrintWriter(screen), TextReport.Progress.REWRITTEN, false);
        report.onAccepted(new Accepted(1, 2, 0, 3));

        report.onLost("the member is gone\u001b[2J");

        assertThat(screen)
                .hasToString(ERASED + "waiting for 2 members …" + ERASED
                        + "echelon: the member is gone\\u{1b}[2J; what becomes of the command is not known\n");
    }

    @Test
    void whatIsSaidMeanwhileStandsAboveHowFarItIs() {
        TextReport report =
                new TextReport(new PrintWriter(screen), new PrintWriter(screen), TextReport.Progress.REWRITTEN, true);
        report.onAccepted(new Accepted(1, 2, 0, 3, true));
        report.onTally(new Tally(1, true, 2, Map.of(Outcome.SENT, 1, Outcome.WAITING, 1), null));
        report.onOutput(new Output(1, new MemberId(2), 1, 1, "one\ntw".getBytes(StandardCharsets.UTF_8)));

        report.onResult(new Result(1, new MemberId(2), 1, Outcome.DONE, null, Duration.ofMillis(5), new byte[0]));

        String status = ERASED + "2 members: 1 waiting, 1 sent …";
        assertThat(screen)
                .hasToString(
                        ERASED + "echelon: nothing was sent: command 1 has this key, and this is what became of it\n"
                                + ERASED + "waiting for 2 members …"
                                + status
                                + ERASED + "m2| one\n" + status
                                + ERASED + "m2| tw\n" + status
                                + ERASED + "m2 done, 5 ms\n" + status);
    }

    private void report(TextReport.Progress progress) {
        TextReport report = new TextReport(new PrintWriter(screen), new PrintWriter(screen), progress, false);
        report.onAccepted(new Accepted(1, 2, 0, 3));
        report.onResult(new Result(1, new MemberId(2), 1, Outcome.DONE, null, Duration.ofMillis(5), new byte[0]));
        report.onClosed(new Tally(1, false, 2, Map.of(Outcome.DONE, 1, Outcome.DELIVERED, 1), Duration.ofMillis(9)));
    }
}
