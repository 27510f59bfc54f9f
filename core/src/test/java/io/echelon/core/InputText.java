package io.echelon.core;

import io.echelon.core.Input.CommandSubmitted;
import io.echelon.core.Input.ConnectionLost;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.LeaveRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.OutcomeReported;
import io.echelon.core.Input.PlaceRequested;
import io.echelon.core.Input.QuitRequested;
import io.echelon.core.Input.RosterRequested;
import io.echelon.core.Input.TallyRequested;
import io.echelon.core.Input.TimeAdvanced;
import io.echelon.core.Input.WatchRequested;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes an [Input] as the line of a transcript that [InputReader] makes it of.
final class InputText {
    private InputText() {}

    static String of(Input input) {
        return switch (input) {
            case TimeAdvanced advanced -> "time " + advanced.nowMillis();
            case JoinRequested requested -> join(requested);
            case ObservationRequested requested -> "observe " + requested.connection() + " group=" + requested.group();
            case LeaveRequested requested -> "leave " + requested.connection();
            case QuitRequested requested -> "quit " + requested.connection();
            case ConnectionLost lost -> "lost " + lost.connection();
            case CommandSubmitted submitted -> submit(submitted);
            case OutcomeReported reported -> report(reported);
            case Input.ResumeRequested requested ->
                "resume " + requested.connection() + " " + session(requested.session()) + " "
                        + session(requested.next()) + " got=" + requested.got();
            case Input.YieldRequested requested -> "yield " + requested.connection();
            case Input.CancelRequested requested -> "cancel " + requested.connection() + " " + requested.command();
            case Input.OutputReported output ->
                "out " + output.connection() + " " + output.command() + " " + output.stream() + " "
                        + EffectText.text(output.body());
            case Input.ProgressReported progress ->
                "prog " + progress.connection() + " " + progress.command() + " " + progress.percent() + " "
                        + EffectText.text(progress.body());
            case Input.ResultsRequested requested ->
                "results " + requested.connection() + " " + requested.command()
                        + (requested.only() == null ? "" : " state=" + EffectText.word(requested.only()));
            case RosterRequested requested ->
                "who " + requested.connection() + (requested.target() == null ? "" : " " + target(requested.target()));
            case Input.ConnectionsLost lost -> "all-lost k" + lost.first() + " k" + lost.last();
            case Input.GracesRestarted restarted -> "restart-graces";
            case Input.SettingsChanged changed ->
                "settings " + new Setting(changed.limits(), 0, changed.uniqueNames()).text();
            case Input.TokensRaised raised -> "raise-tokens " + raised.base();
            case PlaceRequested requested -> "me " + requested.connection();
            case TallyRequested requested -> "tally " + requested.connection() + " " + requested.command();
            case WatchRequested requested ->
                (requested.isWatching() ? "watch " : "unwatch ") + requested.connection() + " "
                        + EffectText.subject(requested.subject(), Long.toString(requested.command()));
        };
    }

    private static String join(JoinRequested requested) {
        return (requested.isAutomatic() ? "autojoin " : "join ") + requested.connection() + " group="
                + requested.group() + EffectText.profile(requested.profile()) + terms(requested.terms())
                + (requested.waits() ? " wait=yes" : "");
    }

    private static String terms(Terms terms) {
        String grace =
                terms.session() == null ? "" : " grace=" + terms.graceMillis() + " session=" + session(terms.session());
        return " window=" + terms.window() + grace;
    }

    private static String session(SessionHash session) {
        return "s" + session.first();
    }

    private static String submit(CommandSubmitted submitted) {
        return "submit " + submitted.connection() + " " + target(submitted.target()) + " ttl=" + submitted.ttlMillis()
                + " limit=" + submitted.limitMillis() + conditions(submitted.conditions())
                + rollout(submitted.rollout()) + " " + EffectText.text(submitted.body());
    }

    private static String conditions(Conditions conditions) {
        return (conditions.key() == null ? "" : " key=" + conditions.key())
                + (conditions.revision() == null ? "" : " rev=" + conditions.revision())
                + (conditions.expected() == null ? "" : " expect=" + conditions.expected());
    }

    private static String rollout(Rollout rollout) {
        String waves = rollout.waves().stream()
                .map(wave -> wave.amount() + (wave.isPercent() ? "%" : ""))
                .collect(Collectors.joining(","));
        return (waves.isEmpty() ? "" : " wave=" + waves) + (rollout.stop() == 0 ? "" : " stop=" + rollout.stop());
    }

    private static String report(OutcomeReported reported) {
        String verb = InputReader.REPORTS.entrySet().stream()
                .filter(entry -> entry.getValue() == reported.outcome())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> reported.outcome().name().toLowerCase(Locale.ROOT));
        String code = reported.code() == null ? "" : " rc=" + reported.code();
        String body = reported.body().length() == 0 ? "" : " " + EffectText.text(reported.body());
        return verb + " " + reported.connection() + " " + reported.command() + code + body;
    }

    private static String target(Target target) {
        String text = TargetText.of(target);
        return text.contains(" ") ? '"' + text + '"' : text;
    }
}
