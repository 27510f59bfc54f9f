package io.echelon.core;

import static io.echelon.core.ModelCommand.word;

import io.echelon.core.Input.AboutCommand;
import io.echelon.core.Input.CancelRequested;
import io.echelon.core.Input.CommandSubmitted;
import io.echelon.core.Input.OutcomeReported;
import io.echelon.core.Input.OutputReported;
import io.echelon.core.Input.ProgressReported;
import io.echelon.core.Input.ResultsRequested;
import io.echelon.core.Input.TallyRequested;
import io.echelon.core.Input.WatchRequested;
import io.echelon.core.ModelCommand.ModelResult;
import io.echelon.core.ModelDelivery.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may ask what of which command in the [Model].
final class ModelCommands {
    private final Model model;
    private final ModelDelivery delivery;

    ModelCommands(Model model, ModelDelivery delivery) {
        this.model = model;
        this.delivery = delivery;
    }

    void apply(ModelMember member, AboutCommand about) {
        switch (about) {
            case CommandSubmitted request -> submit(member, request);
            case CancelRequested request -> cancel(member, request.command());
            case OutcomeReported report -> report(member, report);
            case OutputReported output ->
                tellWatchers(member, output.command(), "output", " stream=" + output.stream(), output.body());
            case ProgressReported progress ->
                tellWatchers(member, progress.command(), "progress", " percent=" + progress.percent(), progress.body());
            case TallyRequested request -> tellTally(member, request.command());
            case ResultsRequested request -> tellResults(member, request);
        }
    }

    private void submit(ModelMember sender, CommandSubmitted request) {
        ModelCommand first = firstWithKey(sender, request.conditions().key());
        if (first != null) {
            if (first.isRepeatedBy(request)) {
                model.say("repeated " + sender.holder() + " " + first.acceptedLine() + " " + first.openLine() + " "
                        + first.tallyLine());
            } else {
                model.reject(sender, "KEY_CONFLICT " + first.line());
            }
            return;
        }
        Long revision = request.conditions().revision();
        if (revision != null && revision != sender.group.revision) {
            model.reject(sender, "STALE_REVISION rev=" + sender.group.revision);
            return;
        }
        ModelChoice choice = ModelChoice.below(request.target(), sender);
        if (choice.rejection() != null) {
            model.reject(sender, choice.rejection());
            return;
        }
        ModelCommand command = new ModelCommand(sender, request, choice.members(), model.nowMillis());
        boolean mustWait = command.mustWait();
        String refusal = refusal(command, mustWait);
        if (refusal != null) {
            model.reject(sender, refusal);
        } else {
            model.say("accepted " + sender.holder() + " " + command.acceptedLine());
            delivery.open(command, mustWait);
        }
    }

    private @Nullable ModelCommand firstWithKey(ModelMember sender, @Nullable String key) {
        ModelGroup group = sender.group;
        return Stream.concat(group.open.stream(), group.closed.stream())
                .filter(command -> command.sender == sender
                        && key != null
                        && key.equals(command.request.conditions().key()))
                .findFirst()
                .map(command -> delivery.find(group, command.number))
                .orElse(null);
    }

    private @Nullable String refusal(ModelCommand command, boolean mustWait) {
        Limits limits = model.limits;
        Integer expected = command.request.conditions().expected();
        int count = command.outcomes.size();
        if (expected != null && expected != count) {
            return "UNEXPECTED_COUNT expected=" + expected + " count=" + count;
        }
        if (model.openCommands().filter(other -> other.sender == command.sender).count() >= limits.maxOpenCommands()) {
            return "TOO_MANY_OPEN limit=" + limits.maxOpenCommands();
        }
        if (Stream.concat(model.openCommands(), Stream.of(command))
                        .mapToLong(one -> 16 + one.tracked.size())
                        .sum()
                > limits.maxOpenOutcomes()) {
            return "TOO_MANY_OPEN limit=" + limits.maxOpenOutcomes();
        }
        if (mustWait && !model.bodies.hasRoomFor(new ModelBody(command.request.body()))) {
            return "TOO_MUCH_WAITING limit=" + limits.maxBodyBytes();
        }
        return null;
    }

    private void report(ModelMember executor, OutcomeReported report) {
        ModelCommand command = commandFor(executor, report.command());
        if (command == null) {
            return;
        }
        Verdict verdict = new Verdict(report.code() == null ? "" : " rc=" + report.code(), report.body());
        if (command.isOutTo(executor)) {
            model.say("noted " + executor.holder());
            delivery.report(command, executor, report.outcome(), verdict);
        } else if (report.outcome() != Outcome.RUNNING && mayReportLate(command, executor)) {
            model.say("noted " + executor.holder() + " late");
            delivery.reportLate(command, executor, report.outcome(), verdict);
        } else {
            model.reject(executor, "ALREADY_CLOSED " + command.line());
        }
    }

    private static boolean mayReportLate(ModelCommand command, ModelMember executor) {
        ModelResult result = command.results.get(executor);
        return command.outcomes.get(executor) == Outcome.UNKNOWN
                && command.hasResults
                && (result == null || result.late() == null);
    }

    private void tellWatchers(ModelMember executor, long number, String what, String how, Body body) {
        ModelCommand command = commandFor(executor, number);
        if (command == null) {
            return;
        }
        if (!command.isOutTo(executor)) {
            model.reject(executor, "ALREADY_CLOSED " + command.line());
            return;
        }
        model.say("noted " + executor.holder());
        if (delivery.isWatched(command)) {
            model.say(what + " " + command.line() + " from=" + command.sender.line() + " " + executor.line() + " rank="
                    + command.group.rankOf(executor) + how + " :" + EffectText.text(body));
        }
    }

    private void cancel(ModelMember member, long number) {
        ModelCommand command = knownCommand(member, number);
        if (command == null) {
            return;
        }
        if (member.number > command.sender.number) {
            model.reject(member, "NOT_YOURS " + command.line());
        } else if (!command.isOpen) {
            model.reject(member, "ALREADY_CLOSED " + command.line());
        } else {
            List<ModelMember> asked = command.isCalledBack ? List.of() : command.with(Outcome.SENT, Outcome.RUNNING);
            model.say("cancelling " + member.holder() + " dropped=" + command.count(Outcome.WAITING) + " asked="
                    + asked.size());
            delivery.callBack(command, asked, member == command.sender ? "sender" : "senior");
        }
    }

    private void tellTally(ModelMember member, long number) {
        ModelCommand command = visibleCommand(member, number);
        if (command != null) {
            model.say("tally " + member.holder() + " " + command.line() + " " + command.openLine() + " "
                    + command.tallyLine() + (command.late == 0 ? "" : " late=" + command.late));
        }
    }

    private void tellResults(ModelMember member, ResultsRequested request) {
        ModelCommand command = visibleCommand(member, request.command());
        if (command == null) {
            return;
        }
        if (!command.hasResults) {
            model.reject(member, "NO_SUCH_COMMAND " + command.line());
            return;
        }
        StringBuilder text = new StringBuilder("results " + member.holder() + " " + command.line() + " ");
        text.append(command.openLine());
        for (ModelMember target : command.tracked) {
            Outcome outcome = Objects.requireNonNull(command.outcomes.get(target));
            if (request.only() == null || request.only() == outcome) {
                text.append(" | ").append(target.line()).append(" state=").append(word(outcome));
                ModelResult result = command.results.get(target);
                text.append(result == null ? " ms=0" : resultText(result));
            }
        }
        model.say(text.toString());
    }

    private static String resultText(ModelResult result) {
        return result.code() + " ms=" + result.elapsedMillis()
                + (result.late() == null ? "" : " late=" + word(result.late())) + result.body();
    }

    void watch(ModelMember member, WatchRequested request) {
        ModelCommand command = visibleCommand(member, request.command());
        if (command == null) {
            return;
        }
        if (request.isWatching() && !command.isOpen) {
            model.reject(member, "ALREADY_CLOSED " + command.line());
            return;
        }
        model.tellWatching(request, member.group, "c" + command.number);
        if (request.isWatching()) {
            command.isWatched = true;
            delivery.tellTally(command);
        }
    }

    private @Nullable ModelCommand commandFor(ModelMember executor, long number) {
        ModelCommand command = knownCommand(executor, number);
        if (command != null && !command.outcomes.containsKey(executor)) {
            model.reject(executor, "NOT_A_TARGET " + command.line());
            return null;
        }
        return command;
    }

    private @Nullable ModelCommand visibleCommand(ModelMember member, long number) {
        ModelCommand command = knownCommand(member, number);
        if (command == null) {
            return null;
        }
        boolean isItsBusiness = member.number <= command.sender.number || command.outcomes.containsKey(member);
        if (!isItsBusiness) {
            model.reject(member, "NOT_YOURS " + command.line());
            return null;
        }
        return command;
    }

    /// @return the command of that number unless it never was or is forgotten, which is then said
    private @Nullable ModelCommand knownCommand(ModelMember member, long number) {
        ModelCommand command = delivery.find(member.group, number);
        if (command == null) {
            model.reject(member, "NO_SUCH_COMMAND " + member.group.prefix() + "c" + number);
        }
        return command;
    }
}
