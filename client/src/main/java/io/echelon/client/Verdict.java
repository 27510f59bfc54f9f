package io.echelon.client;

import io.echelon.protocol.Request;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a member says has become of a command.
///
/// @param outcome DONE, FAILED or REFUSED
/// @param code an exit code for the sender to read, of DONE and FAILED only; it means nothing to the server
/// @param body octets for the sender, empty if there is nothing to say; what is over the server's limit is
///     cut off
@SuppressWarnings("ArrayRecordComponent") // Opaque octets; nothing compares verdicts.
public record Verdict(Outcome outcome, @Nullable Integer code, byte[] body) {
    /// @throws IllegalArgumentException if that is no verdict
    public Verdict {
        if (outcome != Outcome.DONE && outcome != Outcome.FAILED && outcome != Outcome.REFUSED) {
            throw new IllegalArgumentException(outcome + " is no verdict; it is DONE, FAILED or REFUSED");
        }
        if (outcome == Outcome.REFUSED && code != null) {
            throw new IllegalArgumentException("what was refused has no exit code");
        }
    }

    /// It was executed.
    public static Verdict done() {
        return done("");
    }

    /// It was executed, with this result.
    public static Verdict done(String result) {
        return new Verdict(Outcome.DONE, null, bytes(result));
    }

    /// It failed.
    ///
    /// @param code such as the exit code of a program
    public static Verdict failed(int code, String why) {
        return new Verdict(Outcome.FAILED, code, bytes(why));
    }

    /// It failed.
    public static Verdict failed(String why) {
        return new Verdict(Outcome.FAILED, null, bytes(why));
    }

    /// It was not executed and will not be.
    public static Verdict refused(String why) {
        return new Verdict(Outcome.REFUSED, null, bytes(why));
    }

    Request reportOf(long command) {
        return switch (outcome) {
            case DONE -> new Request.Done(null, command, code, body);
            case FAILED -> new Request.Fail(null, command, code, body);
            case REFUSED -> new Request.Refuse(null, command, body);
            default -> throw new IllegalStateException(outcome + " is no verdict");
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
