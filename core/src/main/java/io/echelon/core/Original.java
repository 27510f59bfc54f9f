package io.echelon.core;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Input.CommandSubmitted;
import java.util.Objects;

/// A command with a key as it was submitted, but for its bytes, and what was answered.
///
/// @param fingerprint of its body
/// @param above how many seniors its pattern would have met
/// @param revision of the roster
record Original(
        Target target,
        long ttlMillis,
        long limitMillis,
        Conditions conditions,
        Rollout rollout,
        long fingerprint,
        int above,
        long revision) {
    static Original of(CommandSubmitted submitted, int above, long revision) {
        return new Original(
                submitted.target(),
                submitted.ttlMillis(),
                submitted.limitMillis(),
                submitted.conditions(),
                submitted.rollout(),
                submitted.body().fingerprint(),
                above,
                revision);
    }

    String key() {
        return Objects.requireNonNull(conditions.key());
    }

    /// Whether that is the same again.
    boolean isRepeatedBy(CommandSubmitted submitted) {
        return equals(of(submitted, above, revision));
    }

    /// What was answered, to whoever asks now.
    CommandAccepted answerTo(ConnectionId connection, Command command) {
        return new CommandAccepted(connection, command.id, command.recipients.count(), above, revision);
    }

    void save(SnapshotWriter writer) {
        SavedTarget.save(target, writer);
        writer.put(ttlMillis);
        writer.put(limitMillis);
        conditions.save(writer);
        rollout.save(writer);
        writer.put(fingerprint);
        writer.put(above);
        writer.put(revision);
    }

    static Original load(SnapshotReader reader) {
        Original original = new Original(
                SavedTarget.load(reader),
                reader.nextLong(),
                reader.nextLong(),
                Conditions.load(reader),
                Rollout.load(reader),
                reader.nextLong(),
                reader.nextInt(),
                reader.nextLong());
        if (original.conditions.key() == null) {
            throw SnapshotReader.wrong("a key is missing");
        }
        return original;
    }
}
