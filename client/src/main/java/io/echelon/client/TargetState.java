package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a command stands at one target.
///
/// @param executor the target
/// @param code the exit code, if the executor gave one
/// @param elapsed from being sequenced to its outcome, by the server's clock; null where the server does
///     not tell it
/// @param late what the executor reported after its outcome was settled as unknown; null if it did not
/// @param text what the executor said, escaped by the server for reading; "" if nothing
public record TargetState(
        MemberId executor,
        Outcome outcome,
        @Nullable Integer code,
        @Nullable Duration elapsed,
        @Nullable Outcome late,
        String text) {
    static TargetState read(Fields line) throws GarbledReplyException {
        long millis = line.number("ms", -1);
        String late = line.find("late");
        String result = line.find("result");
        return new TargetState(
                new MemberId(line.member(0)),
                Outcome.withKey(line.text("state")),
                line.find("rc") == null ? null : (int) line.number("rc"),
                millis < 0 ? null : Duration.ofMillis(millis),
                late == null ? null : Outcome.withKey(late),
                result == null ? "" : result);
    }
}
