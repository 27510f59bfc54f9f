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
    /// @param name of the member, if any
    /// @param session what it is to come back with, if it may
    /// @param standardWindow of a member that does not say
    Input join(Request.Join join, @Nullable String name, @Nullable SessionSecret session, int standardWindow) {
        Profile profile = new Profile(name, join.labels(), join.reportsResults());
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
                new Body(send.body()),
                send.ttlMillis(),
                send.limitMillis(),
                new Conditions(send.key(), send.rev(), send.expect()),
                send.waves().isEmpty() ? Rollout.AT_ONCE : rollout(send));
    }

    private static Rollout rollout(Request.Send send) {
        List<Rollout.Wave> waves = send.waves().stream()
                .map(wave -> new Rollout.Wave(wave.amount(), wave.isPercent()))
                .toList();
        return new Rollout(waves, send.stop() == null ? 0 : send.stop());
    }

    Input acknowledge(Request.Ack ack) {
        return report(ack.command(), Outcome.RUNNING, null, new byte[0]);
    }

    Input done(Request.Done done) {
        return report(done.command(), Outcome.DONE, done.code(), done.body());
    }

    Input fail(Request.Fail fail) {
        return report(fail.command(), Outcome.FAILED, fail.code(), fail.body());
    }

    Input refuse(Request.Refuse refuse) {
        return report(refuse.command(), Outcome.REFUSED, null, refuse.body());
    }

    Input output(Request.Out out) {
        return new Input.OutputReported(connection, out.command(), out.stream(), new Body(out.body()));
    }

    Input progress(Request.Prog prog) {
        return new Input.ProgressReported(connection, prog.command(), prog.percent(), new Body(prog.body()));
    }

    Input results(Request.Results results) {
        String state = results.state();
        Outcome only = state == null ? null : Outcome.valueOf(state.toUpperCase(Locale.ROOT));
        return new Input.ResultsRequested(connection, results.command(), only);
    }

    Input watch(Request.Subject subject, long command, boolean isWatching) {
        return new Input.WatchRequested(connection, subject(subject), command, isWatching);
    }

    private Input report(long command, Outcome outcome, @Nullable Integer code, byte[] body) {
        return new Input.OutcomeReported(connection, command, outcome, code, new Body(body));
    }

    private static WatchSubject subject(Request.Subject subject) {
        return switch (subject) {
            case ROSTER -> WatchSubject.ROSTER;
            case COMMANDS -> WatchSubject.COMMANDS;
            case COMMAND -> WatchSubject.COMMAND;
        };
    }
}
