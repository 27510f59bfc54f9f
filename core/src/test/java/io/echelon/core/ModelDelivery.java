package io.echelon.core;

import static io.echelon.core.ModelCommand.word;

import io.echelon.core.ModelCommand.ModelResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How commands go on in the [Model], from the moment at which they are accepted until they are
/// forgotten.
final class ModelDelivery {
    private static final Verdict NOTHING = new Verdict("", new Body(new byte[0]));

    private final Model model;

    /// What an executor said of its end.
    ///
    /// @param code as a transcript has it, with a space before it, or empty
    record Verdict(String code, Body body) {
        /// As a transcript has it, with a space before it, or empty.
        String text() {
            return body.length() == 0 ? "" : " :" + EffectText.text(body);
        }
    }

    ModelDelivery(Model model) {
        this.model = model;
    }

    void open(ModelCommand command, boolean mustWait) {
        command.group.commands.add(command);
        command.isOpen = !command.tracked.isEmpty();
        if (!command.isOpen) {
            deliver(command, List.copyOf(command.outcomes.keySet()));
            tellTally(command);
            close(command);
            return;
        }
        command.group.open.add(command);
        if (mustWait) {
            command.body = new ModelBody(command.request.body());
            model.bodies.beginWaiting(command.body);
        }
        openWave(command);
        proceed(command);
        command.hadToWait = command.count(Outcome.WAITING) > 0;
    }

    private void openWave(ModelCommand command) {
        int from = command.reached;
        command.reached = Math.max(from, command.reachOfNextWave());
        command.waves++;
        List<ModelMember> reached = new ArrayList<>(command.outcomes.keySet());
        if (command.isInWaves()) {
            reached.retainAll(command.tracked.subList(from, command.reached));
            reached.removeIf(member -> !command.isWaitingFor(member));
        }
        for (ModelMember member : reached) {
            if (command.isWaitingFor(member) && member.hasRoom() && member.line.isEmpty()) {
                hand(command, member);
            } else if (command.isWaitingFor(member)) {
                member.line.add(command);
            }
        }
        reached.removeIf(command::isWaitingFor);
        deliver(command, reached);
    }

    private static void hand(ModelCommand command, ModelMember member) {
        command.outcomes.put(member, member.isReporting() ? Outcome.SENT : Outcome.DELIVERED);
    }

    /// Hands a member what stands in line for it, for as long as it can take it.
    void feed(ModelMember member) {
        while (member.hasRoom() && !member.line.isEmpty()) {
            ModelCommand command = member.line.getFirst();
            if (isTooLate(command)) {
                endWaiting(command, Outcome.EXPIRED);
            } else {
                member.line.removeFirst();
                hand(command, member);
                deliver(command, List.of(member));
            }
            proceed(command);
        }
    }

    private boolean isTooLate(ModelCommand command) {
        return model.nowMillis() >= command.waitsUntilMillis();
    }

    private void deliver(ModelCommand command, List<ModelMember> members) {
        if (members.isEmpty()) {
            return;
        }
        String head =
                "deliver " + command.line() + " from=" + command.sender.line() + " rank=" + command.senderRank + " to=";
        String tail = " ttl=" + command.request.ttlMillis() + " :" + EffectText.text(command.request.body());
        model.say(head + numbers(members) + " n=" + members.size() + tail);
        ModelBody body = command.body == null ? new ModelBody(command.request.body()) : command.body;
        members.forEach(member -> count(member, told -> head + "m" + told.number + " n=1" + tail, body));
    }

    private static String numbers(List<ModelMember> members) {
        return members.stream().map(member -> "m" + member.number).collect(Collectors.joining(","));
    }

    /// Counts an event for a member that may come back for it.
    private void count(ModelMember member, Function<ModelMember, String> text, @Nullable ModelBody body) {
        if (member.terms.graceMillis() == 0) {
            return;
        }
        member.events.add(new ModelEvent(member.counted++, text, body));
        if (body != null) {
            model.bodies.addEvent(body);
        }
        dropTooMany(member);
    }

    void dropTooMany(ModelMember member) {
        while (member.events.size() > model.limits.maxReplayEvents()) {
            dropOldest(member);
        }
    }

    void dropOldest(ModelMember member) {
        ModelBody body = member.events.removeFirst().body();
        if (body != null) {
            model.bodies.removeEvent(body);
        }
    }

    void report(ModelCommand command, ModelMember executor, Outcome outcome, Verdict verdict) {
        if (outcome == Outcome.RUNNING) {
            command.outcomes.put(executor, Outcome.RUNNING);
        } else {
            end(command, executor, command.group.rankOf(executor), outcome, verdict);
        }
        proceed(command);
        feed(executor);
    }

    void reportLate(ModelCommand command, ModelMember executor, Outcome outcome, Verdict verdict) {
        ModelResult settled = command.results.get(executor);
        long elapsedMillis = settled == null ? 0 : settled.elapsedMillis();
        command.results.put(executor, new ModelResult(verdict.code, elapsedMillis, verdict.text(), outcome));
        command.late++;
        model.results.add(command, verdict.body.length());
    }

    /// @param asked who has it and is asked to stop
    void callBack(ModelCommand command, List<ModelMember> asked, String why) {
        command.isCalledBack = true;
        if (!asked.isEmpty()) {
            String head = "cancel " + command.line() + " to=";
            model.say(head + numbers(asked) + " why=" + why);
            asked.forEach(member -> count(member, told -> head + "m" + told.number + " why=" + why, null));
        }
        endWaiting(command, Outcome.CANCELLED);
        proceed(command);
    }

    void expire(ModelCommand command) {
        boolean isOver = command.deadlineMillis() == command.openedMillis + command.request.limitMillis();
        command.isTimeToSendOver = true;
        boolean hasChanged = isOver || command.count(Outcome.WAITING) > 0;
        endWaiting(command, Outcome.EXPIRED);
        List<ModelMember> out = isOver ? command.with(Outcome.SENT, Outcome.RUNNING) : List.of();
        out.forEach(member -> end(command, member, command.group.rankOf(member), Outcome.UNKNOWN, NOTHING));
        if (hasChanged) {
            proceed(command);
        }
        out.forEach(this::feed);
    }

    /// @param rank that the member had
    void abandon(ModelMember gone, int rank) {
        for (ModelCommand command : List.copyOf(gone.group.open)) {
            if (command.sender == gone && command.count(Outcome.WAITING) > 0) {
                endWaiting(command, Outcome.CANCELLED);
                proceed(command);
            } else if (command.awaits(gone)) {
                Outcome outcome = command.isOutTo(gone) ? Outcome.UNKNOWN : Outcome.UNDELIVERED;
                end(command, gone, rank, outcome, NOTHING);
                proceed(command);
            }
        }
    }

    private void endWaiting(ModelCommand command, Outcome outcome) {
        for (ModelMember member : command.with(Outcome.WAITING)) {
            end(command, member, command.group.rankOf(member), outcome, NOTHING);
        }
    }

    private void end(ModelCommand command, ModelMember executor, int rank, Outcome outcome, Verdict verdict) {
        command.outcomes.put(executor, outcome);
        executor.line.remove(command);
        long elapsedMillis = model.nowMillis() - command.openedMillis;
        if (command.hasResults) {
            command.results.put(executor, new ModelResult(verdict.code, elapsedMillis, verdict.text(), null));
        }
        model.results.add(command, 64L + verdict.body.length());
        String tail = " " + command.line() + " " + executor.line() + " rank=" + rank + " state=" + word(outcome)
                + verdict.code + " ms=" + elapsedMillis + verdict.text();
        ModelBody body = verdict.body.length() == 0 ? null : new ModelBody(verdict.body);
        tellSender(command, told -> "told " + told.line() + tail, body);
    }

    private void tellSender(ModelCommand command, Function<ModelMember, String> text, @Nullable ModelBody body) {
        if (command.sender.isPresent()) {
            model.say(text.apply(command.sender));
            count(command.sender, text, body);
        }
    }

    private void proceed(ModelCommand command) {
        int stop = command.request.rollout().stop();
        if (stop > 0 && command.count(Outcome.FAILED, Outcome.REFUSED, Outcome.UNKNOWN) >= stop) {
            endWaiting(command, Outcome.CANCELLED);
        } else if (command.isWaveOver() && isTooLate(command)) {
            endWaiting(command, Outcome.EXPIRED);
        }
        while (command.isWaveOver()) {
            openWave(command);
        }
        if (command.body != null && command.count(Outcome.WAITING) == 0) {
            model.bodies.endWaiting(command.body);
            command.body = null;
        }
        command.isOpen = command.count(Outcome.WAITING, Outcome.SENT, Outcome.RUNNING) > 0;
        tellTally(command);
        if (!command.isOpen) {
            command.group.open.remove(command);
            model.results.add(command, 9L * command.tracked.size());
            close(command);
        }
    }

    boolean isWatched(ModelCommand command) {
        return command.isWatched || command.group.members.stream().anyMatch(member -> member.isWatchingCommands);
    }

    void tellTally(ModelCommand command) {
        if (isWatched(command)) {
            model.say("moved " + command.line() + " from=" + command.sender.line() + " " + command.openLine() + " "
                    + command.tallyLine());
        }
    }

    private void close(ModelCommand command) {
        command.closedMillis = model.nowMillis();
        ModelGroup group = command.group;
        group.closed.add(command);
        forgetTooMany(group);
        String tail = " " + command.tallyLine() + " ms=" + (model.nowMillis() - command.openedMillis);
        tellSender(command, told -> "closed " + command.line() + " to=" + told.line() + tail, null);
    }

    /// @return the command of that number, or null if it never was or is forgotten
    @Nullable
    ModelCommand find(ModelGroup group, long number) {
        for (ModelCommand command : group.open) {
            if (command.number == number) {
                return command;
            }
        }
        // What is too old is forgotten when somebody looks.
        while (!group.closed.isEmpty()
                && model.nowMillis() - group.closed.getFirst().closedMillis > model.limits.closedMillis()) {
            forgetOldest(group);
        }
        for (ModelCommand command : group.closed) {
            if (command.number == number) {
                return command;
            }
        }
        return null;
    }

    void forgetTooMany(ModelGroup group) {
        while (group.closed.size() > model.limits.maxClosedCommands()) {
            forgetOldest(group);
        }
    }

    private void forgetOldest(ModelGroup group) {
        model.results.forget(group.closed.removeFirst());
    }
}
