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
            case RosterRequested requested ->
                "who " + requested.connection() + (requested.target() == null ? "" : " " + target(requested.target()));
            case PlaceRequested requested -> "me " + requested.connection();
            case TallyRequested requested -> "tally " + requested.connection() + " " + requested.command();
            case WatchRequested requested -> (requested.isWatching() ? "watch " : "unwatch ") + requested.connection();
        };
    }

    private static String join(JoinRequested requested) {
        return (requested.isAutomatic() ? "autojoin " : "join ") + requested.connection() + " group="
                + requested.group() + EffectText.profile(requested.profile());
    }

    private static String submit(CommandSubmitted submitted) {
        return "submit " + submitted.connection() + " " + target(submitted.target()) + " ttl=" + submitted.ttlMillis()
                + " limit=" + submitted.limitMillis() + " " + EffectText.text(submitted.body());
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
