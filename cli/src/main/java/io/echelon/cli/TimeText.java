package io.echelon.cli;

import io.echelon.protocol.DurationUnit;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Durations among options, written as in the protocol: `500ms`, `10s`.
final class TimeText {
    private static final Duration MOST = Duration.ofDays(7);

    private TimeText() {}

    /// @param option whose value it is, for complaints
    /// @throws ParameterException if it is none, or more than 7 days
    static Duration parse(CommandLine command, String option, String value) {
        long millis = DurationUnit.parse(value);
        if (millis < 0) {
            throw new ParameterException(command, option + " is a number and a unit, such as 500ms, 60s, 5m, 2h or 1d");
        }
        if (millis > MOST.toMillis()) {
            throw new ParameterException(command, option + " is 7d at most");
        }
        return Duration.ofMillis(millis);
    }
}
