package io.echelon.server.gateway;

import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.ConnectionId;
import io.echelon.core.Input;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Rollout;
import io.echelon.core.Target;
import io.echelon.core.Terms;
import io.echelon.core.WatchSubject;
import io.echelon.protocol.Request;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the requests of one connection mean to the core.
record Inputs(ConnectionId connection) {
    private static final String ALL = "all";
    private static final Target.Parsed UNDERSTOOD_ALL = new Target.Understood(Target.ALL);

    /// What most commands are for is not read each time anew.
    static Target.Parsed target(String text) {
        return text.equals(ALL) ? UNDERSTOOD_ALL : Target.parse(text);
    }

    /// @param name of the member, if any
    /// @param session what it is to come back with, if it may
    /// @param standardWindow of a member that does not say
    Input join(Request.Join join, @Nullable String name, @Nullable SessionSecret session, int standardWindow) {
        boolean saysNothing = name == null && join.labels().isEmpty() && !join.reportsResults();
        Profile profile = saysNothing ? Profile.NONE : new Profile(name, join.labels(), join.reportsResults());
        int window = join.window() == 0 ? standardWindow : join.window();
        Terms terms = new Terms(window, join.graceMillis(), session == null ? null : session.hash());
        return new Input.JoinRequested(connection, join.group(), profile, terms, join.waits(), false);
    }

    Input autojoin(String group) {
        return new Input.JoinRequested(connection, group, Profile.NONE, Terms.NONE, false, true);
    }

    /// @param next what the member comes back with from now on
    Input resume(Request.Resume resume, SessionSecret next) {
        SessionSecret session = SessionSecret.of(resume.session());
        return new Input.ResumeRequested(connection, session.hash(), next.hash(), resume.got());
    }

    Input submit(Request.Send send, Target target) {
        return new Input.CommandSubmitted(
                connection,
                target,
                body(send.body()),
                send.ttlMillis(),
                send.limitMillis(),
                conditions(send),
                send.waves().isEmpty() ? Rollout.AT_ONCE : rollout(send));
    }

    private static Conditions conditions(Request.Send send) {
        boolean hasNone = send.key() == null && send.rev() == null && send.expect() == null;
        return hasNone ? Conditions.NONE : new Conditions(send.key(), send.rev(), send.expect());
    }

    private static Rollout rollout(Request.Send send) {
        List<Rollout.Wave> waves = send.waves().stream()
                .map(wave -> new Rollout.Wave(wave.amount(), wave.isPercent()))
                .toList();
        return new Rollout(waves, send.stop() == null ? 0 : send.stop());
    }

    Input acknowledge(Request.Ack ack) {
        return report(ack.command(), Outcome.RUNNING, null, Body.EMPTY);
    }

    Input done(Request.Done done) {
        return report(done.command(), Outcome.DONE, done.code(), body(done.body()));
    }

    Input fail(Request.Fail fail) {
        return report(fail.command(), Outcome.FAILED, fail.code(), body(fail.body()));
    }

    Input refuse(Request.Refuse refuse) {
        return report(refuse.command(), Outcome.REFUSED, null, body(refuse.body()));
    }

    Input output(Request.Out out) {
        return new Input.OutputReported(connection, out.command(), out.stream(), body(out.body()));
    }

    Input progress(Request.Prog prog) {
        return new Input.ProgressReported(connection, prog.command(), prog.percent(), body(prog.body()));
    }

    Input results(Request.Results results) {
        String state = results.state();
        Outcome only = state == null ? null : Outcome.valueOf(state.toUpperCase(Locale.ROOT));
        return new Input.ResultsRequested(connection, results.command(), only);
    }

    Input watch(Request.Subject subject, long command, boolean isWatching) {
        return new Input.WatchRequested(connection, subject(subject), command, isWatching);
    }

    private Input report(long command, Outcome outcome, @Nullable Integer code, Body body) {
        return new Input.OutcomeReported(connection, command, outcome, code, body);
    }

    private static Body body(byte[] octets) {
        return octets.length == 0 ? Body.EMPTY : new Body(octets);
    }

    private static WatchSubject subject(Request.Subject subject) {
        return switch (subject) {
            case ROSTER -> WatchSubject.ROSTER;
            case COMMANDS -> WatchSubject.COMMANDS;
            case COMMAND -> WatchSubject.COMMAND;
        };
    }
}
