package io.echelon.replication.codec;

import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.ConnectionId;
import io.echelon.core.Input;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Rollout;
import io.echelon.core.SessionHash;
import io.echelon.core.Target;
import io.echelon.core.Terms;
import io.echelon.core.WatchSubject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Inputs of connections as bytes. Each begins with a number for its kind, which is never given to another,
/// and goes on with its connection. What is said of a server and of the time is no input of a connection,
/// and has entries of its own.
final class InputCodec {
    private static final int JOIN = 1;
    private static final int RESUME = 2;
    private static final int YIELD = 3;
    private static final int OBSERVE = 4;
    private static final int LEAVE = 5;
    private static final int QUIT = 6;
    private static final int LOST = 7;
    private static final int SUBMIT = 8;
    private static final int CANCEL = 9;
    private static final int REPORT = 10;
    private static final int OUTPUT = 11;
    private static final int PROGRESS = 12;
    private static final int ROSTER = 13;
    private static final int PLACE = 14;
    private static final int TALLY = 15;
    private static final int RESULTS = 16;
    private static final int WATCH = 17;

    /// Each is written as its place here, which it keeps.
    private static final List<Outcome> OUTCOMES = List.of(
            Outcome.WAITING,
            Outcome.SENT,
            Outcome.RUNNING,
            Outcome.DONE,
            Outcome.FAILED,
            Outcome.REFUSED,
            Outcome.CANCELLED,
            Outcome.EXPIRED,
            Outcome.UNDELIVERED,
            Outcome.DELIVERED,
            Outcome.UNKNOWN);
    /// The same.
    private static final List<WatchSubject> SUBJECTS =
            List.of(WatchSubject.ROSTER, WatchSubject.COMMANDS, WatchSubject.COMMAND);

    private InputCodec() {}

    static void write(Packer packer, Input input) {
        switch (input) {
            case Input.JoinRequested join -> writeJoin(packer, join);
            case Input.ResumeRequested resume -> writeResume(packer, resume);
            case Input.YieldRequested yield -> start(packer, YIELD, yield.connection());
            case Input.ObservationRequested observation -> {
                start(packer, OBSERVE, observation.connection());
                packer.put(observation.group());
            }
            case Input.LeaveRequested leave -> start(packer, LEAVE, leave.connection());
            case Input.QuitRequested quit -> start(packer, QUIT, quit.connection());
            case Input.ConnectionLost lost -> start(packer, LOST, lost.connection());
            case Input.CommandSubmitted submitted -> writeSubmitted(packer, submitted);
            case Input.CancelRequested cancel -> {
                start(packer, CANCEL, cancel.connection());
                packer.put(cancel.command());
            }
            case Input.OutcomeReported reported -> writeReport(packer, reported);
            case Input.OutputReported output -> writeOutput(packer, output);
            case Input.ProgressReported progress -> writeProgress(packer, progress);
            case Input.RosterRequested roster -> writeRoster(packer, roster);
            case Input.PlaceRequested place -> start(packer, PLACE, place.connection());
            case Input.TallyRequested tally -> {
                start(packer, TALLY, tally.connection());
                packer.put(tally.command());
            }
            case Input.ResultsRequested results -> writeResults(packer, results);
            case Input.WatchRequested watch -> writeWatch(packer, watch);
            case Input.TimeAdvanced other -> throw notOfAConnection(other);
            case Input.ConnectionsLost other -> throw notOfAConnection(other);
            case Input.GracesRestarted other -> throw notOfAConnection(other);
            case Input.SettingsChanged other -> throw notOfAConnection(other);
            case Input.TokensRaised other -> throw notOfAConnection(other);
        }
    }

    private static void writeResume(Packer packer, Input.ResumeRequested resume) {
        start(packer, RESUME, resume.connection());
        writeSession(packer, resume.session());
        writeSession(packer, resume.next());
        packer.put(resume.got());
    }

    private static void writeOutput(Packer packer, Input.OutputReported output) {
        start(packer, OUTPUT, output.connection());
        packer.put(output.command());
        packer.put(output.stream());
        packer.put(output.body().bytes());
    }

    private static void writeProgress(Packer packer, Input.ProgressReported progress) {
        start(packer, PROGRESS, progress.connection());
        packer.put(progress.command());
        packer.put(progress.percent());
        packer.put(progress.body().bytes());
    }

    private static void writeRoster(Packer packer, Input.RosterRequested roster) {
        start(packer, ROSTER, roster.connection());
        packer.put(roster.target() != null);
        if (roster.target() != null) {
            Target.save(roster.target(), packer);
        }
    }

    private static void writeResults(Packer packer, Input.ResultsRequested results) {
        start(packer, RESULTS, results.connection());
        packer.put(results.command());
        packer.putOptional(results.only() == null ? null : OUTCOMES.indexOf(results.only()));
    }

    private static void writeWatch(Packer packer, Input.WatchRequested watch) {
        start(packer, WATCH, watch.connection());
        packer.put(SUBJECTS.indexOf(watch.subject()));
        packer.put(watch.command());
        packer.put(watch.isWatching());
    }

    private static IllegalArgumentException notOfAConnection(Input input) {
        return new IllegalArgumentException("no input of a connection: " + input);
    }

    static Input read(Unpacker unpacker) {
        int kind = unpacker.nextInt();
        ConnectionId connection = new ConnectionId(unpacker.nextLong());
        return switch (kind) {
            case JOIN -> readJoin(connection, unpacker);
            case RESUME ->
                new Input.ResumeRequested(
                        connection, readSession(unpacker), readSession(unpacker), unpacker.nextLong());
            case YIELD -> new Input.YieldRequested(connection);
            case OBSERVE -> new Input.ObservationRequested(connection, unpacker.nextText());
            case LEAVE -> new Input.LeaveRequested(connection);
            case QUIT -> new Input.QuitRequested(connection);
            case LOST -> new Input.ConnectionLost(connection);
            case SUBMIT -> readSubmitted(connection, unpacker);
            case CANCEL -> new Input.CancelRequested(connection, unpacker.nextLong());
            case REPORT -> readReport(connection, unpacker);
            case OUTPUT ->
                new Input.OutputReported(connection, unpacker.nextLong(), unpacker.nextInt(), readBody(unpacker));
            case PROGRESS ->
                new Input.ProgressReported(connection, unpacker.nextLong(), unpacker.nextInt(), readBody(unpacker));
            case ROSTER -> new Input.RosterRequested(connection, unpacker.nextBoolean() ? Target.load(unpacker) : null);
            case PLACE -> new Input.PlaceRequested(connection);
            case TALLY -> new Input.TallyRequested(connection, unpacker.nextLong());
            case RESULTS -> new Input.ResultsRequested(connection, unpacker.nextLong(), readOptionalOutcome(unpacker));
            case WATCH ->
                new Input.WatchRequested(
                        connection,
                        SUBJECTS.get(unpacker.nextInt(0, SUBJECTS.size() - 1)),
                        unpacker.nextLong(),
                        unpacker.nextBoolean());
            default -> throw new IllegalArgumentException("there is no kind of input " + kind);
        };
    }

    private static void start(Packer packer, int kind, ConnectionId connection) {
        packer.put(kind);
        packer.put(connection.number());
    }

    private static void writeJoin(Packer packer, Input.JoinRequested join) {
        start(packer, JOIN, join.connection());
        packer.put(join.group());
        packer.putOptional(join.profile().name());
        packer.put(join.profile().labels().size());
        join.profile().labels().forEach((key, value) -> {
            packer.put(key);
            packer.put(value);
        });
        packer.put(join.profile().reportsResults());
        packer.put(join.terms().window());
        packer.put(join.terms().graceMillis());
        if (join.terms().session() != null) {
            writeSession(packer, join.terms().session());
        }
        packer.put(join.waits());
        packer.put(join.isAutomatic());
    }

    private static Input readJoin(ConnectionId connection, Unpacker unpacker) {
        String group = unpacker.nextText();
        String name = unpacker.nextOptionalText();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int left = unpacker.nextCount(); left > 0; left--) {
            labels.put(unpacker.nextText(), unpacker.nextText());
        }
        boolean reportsResults = unpacker.nextBoolean();
        Profile profile = name == null && labels.isEmpty() && !reportsResults
                ? Profile.NONE
                : new Profile(name, labels, reportsResults);
        int window = unpacker.nextInt();
        long graceMillis = unpacker.nextLong();
        Terms terms = new Terms(window, graceMillis, graceMillis > 0 ? readSession(unpacker) : null);
        return new Input.JoinRequested(
                connection, group, profile, terms, unpacker.nextBoolean(), unpacker.nextBoolean());
    }

    private static void writeSubmitted(Packer packer, Input.CommandSubmitted submitted) {
        start(packer, SUBMIT, submitted.connection());
        Target.save(submitted.target(), packer);
        packer.put(submitted.body().bytes());
        packer.put(submitted.ttlMillis());
        packer.put(submitted.limitMillis());
        Conditions conditions = submitted.conditions();
        packer.putOptional(conditions.key());
        packer.putOptional(conditions.revision());
        packer.putOptional(conditions.expected());
        packer.put(submitted.rollout().waves().size());
        for (Rollout.Wave wave : submitted.rollout().waves()) {
            packer.put(wave.amount());
            packer.put(wave.isPercent());
        }
        packer.put(submitted.rollout().stop());
    }

    private static Input readSubmitted(ConnectionId connection, Unpacker unpacker) {
        Target target = Target.load(unpacker);
        Body body = readBody(unpacker);
        long ttlMillis = unpacker.nextLong();
        long limitMillis = unpacker.nextLong();
        Conditions conditions =
                new Conditions(unpacker.nextOptionalText(), unpacker.nextOptionalLong(), unpacker.nextOptionalInt());
        int count = unpacker.nextCount();
        List<Rollout.Wave> waves = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            waves.add(new Rollout.Wave(unpacker.nextInt(), unpacker.nextBoolean()));
        }
        int stop = unpacker.nextInt();
        Rollout rollout = waves.isEmpty() && stop == 0 ? Rollout.AT_ONCE : new Rollout(waves, stop);
        return new Input.CommandSubmitted(connection, target, body, ttlMillis, limitMillis, conditions, rollout);
    }

    private static void writeReport(Packer packer, Input.OutcomeReported reported) {
        start(packer, REPORT, reported.connection());
        packer.put(reported.command());
        packer.put(OUTCOMES.indexOf(reported.outcome()));
        packer.putOptional(reported.code());
        packer.put(reported.body().bytes());
    }

    private static Input readReport(ConnectionId connection, Unpacker unpacker) {
        return new Input.OutcomeReported(
                connection,
                unpacker.nextLong(),
                OUTCOMES.get(unpacker.nextInt(0, OUTCOMES.size() - 1)),
                unpacker.nextOptionalInt(),
                readBody(unpacker));
    }

    private static @Nullable Outcome readOptionalOutcome(Unpacker unpacker) {
        return unpacker.nextBoolean() ? OUTCOMES.get(unpacker.nextInt(0, OUTCOMES.size() - 1)) : null;
    }

    private static Body readBody(Unpacker unpacker) {
        byte[] bytes = unpacker.nextBytes();
        return bytes.length == 0 ? Body.EMPTY : new Body(bytes);
    }

    private static void writeSession(Packer packer, SessionHash session) {
        packer.putWhole(session.first());
        packer.putWhole(session.second());
        packer.putWhole(session.third());
        packer.putWhole(session.fourth());
    }

    private static SessionHash readSession(Unpacker unpacker) {
        return new SessionHash(unpacker.nextWhole(), unpacker.nextWhole(), unpacker.nextWhole(), unpacker.nextWhole());
    }
}
