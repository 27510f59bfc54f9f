package io.echelon.core;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Input.CommandSubmitted;
import java.util.Objects;

/// A command with a key as it was submitted, but for its bytes, and what was answered.
///
/// @param fingerprint of its body
record Original(
        Target target,
        long ttlMillis,
        long limitMillis,
        Conditions conditions,
        Rollout rollout,
        long fingerprint,
        CommandAccepted answer) {
    static Original of(CommandSubmitted submitted, CommandAccepted answer) {
        return new Original(
                submitted.target(),
                submitted.ttlMillis(),
                submitted.limitMillis(),
                submitted.conditions(),
                submitted.rollout(),
                submitted.body().fingerprint(),
                answer);
    }

    String key() {
        return Objects.requireNonNull(conditions.key());
    }

    /// Whether that is the same again.
    boolean isRepeatedBy(CommandSubmitted submitted) {
        return equals(of(submitted, answer));
    }

    /// What was answered, to whoever asks now.
    CommandAccepted answerTo(ConnectionId connection) {
        return new CommandAccepted(connection, answer.command(), answer.count(), answer.above(), answer.revision());
    }
}
