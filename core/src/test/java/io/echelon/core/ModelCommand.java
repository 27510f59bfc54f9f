package io.echelon.core;

import io.echelon.core.Input.CommandSubmitted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A command as the [Model] has it: one outcome for each target, for ever.
final class ModelCommand {
    final ModelGroup group;
    final long number;
    final ModelMember sender;
    final int senderRank;
    final int above;
    final CommandSubmitted request;
    final long revision;
    final long openedMillis;
    /// In rank order.
    final Map<ModelMember, Outcome> outcomes = new LinkedHashMap<>();
    /// Those with an outcome of their own, in rank order.
    final List<ModelMember> tracked = new ArrayList<>();
    /// What was said of those who ended, but for who was merely delivered to.
    final Map<ModelMember, ModelResult> results = new HashMap<>();
    /// There while somebody waits.
    @Nullable
    ModelBody body;

    /// How many waves were opened, and how many of the tracked they have reached.
    int waves;

    int reached;
    boolean hadToWait;
    boolean isTimeToSendOver;
    boolean isCalledBack;
    boolean isWatched;
    boolean isOpen;
    boolean hasResults = true;
    long resultBytes;
    int late;
    long closedMillis;

    /// @param late beside an unknown outcome what was reported later
    record ModelResult(
            String code,
            long elapsedMillis,
            String body,
            @Nullable Outcome late) {}

    ModelCommand(ModelMember sender, CommandSubmitted request, List<ModelMember> targets, long nowMillis) {
        this.group = sender.group;
        this.number = group.commands.size() + 1L;
        this.sender = sender;
        this.senderRank = group.rankOf(sender);
        this.above = ModelChoice.above(request.target(), sender);
        this.request = request;
        this.revision = group.revision;
        this.openedMillis = nowMillis;
        for (ModelMember target : targets) {
            boolean isTracked = isInWaves() || target.isReporting() || target.isAway();
            outcomes.put(target, isTracked ? Outcome.WAITING : Outcome.DELIVERED);
            if (isTracked) {
                tracked.add(target);
            }
        }
    }

    boolean isInWaves() {
        return !request.rollout().waves().isEmpty();
    }

    /// Whether somebody can not be sent it at once, or with the first wave.
    boolean mustWait() {
        return reachOfNextWave() < tracked.size()
                || tracked.stream().anyMatch(member -> !member.hasRoom() || !member.line.isEmpty());
    }

    boolean isOutTo(ModelMember member) {
        return isOut(outcomes.get(member));
    }

    boolean isWaitingFor(ModelMember member) {
        return outcomes.get(member) == Outcome.WAITING;
    }

    boolean awaits(ModelMember member) {
        return isOutTo(member) || isWaitingFor(member);
    }

    List<ModelMember> with(Outcome... some) {
        List<Outcome> wanted = List.of(some);
        return tracked.stream()
                .filter(member -> wanted.contains(outcomes.get(member)))
                .toList();
    }

    int count(Outcome... some) {
        int count = 0;
        for (Outcome outcome : outcomes.values()) {
            for (Outcome one : some) {
                count += outcome == one ? 1 : 0;
            }
        }
        return count;
    }

    /// Whether everybody who was reached has ended, and others are left.
    boolean isWaveOver() {
        return tracked.subList(0, reached).stream().noneMatch(this::awaits)
                && tracked.subList(reached, tracked.size()).stream().anyMatch(this::awaits);
    }

    /// How many the next wave reaches, those of the waves before included.
    int reachOfNextWave() {
        if (waves >= request.rollout().waves().size()) {
            return tracked.size();
        }
        Rollout.Wave wave = request.rollout().waves().get(waves);
        double reach = wave.isPercent() ? Math.ceil(tracked.size() * wave.amount() / 100.0) : wave.amount();
        return (int) Math.min(tracked.size(), reach);
    }

    /// When nobody who still waits is sent it any more.
    long waitsUntilMillis() {
        return openedMillis + Math.min(request.ttlMillis(), request.limitMillis());
    }

    long deadlineMillis() {
        return hadToWait && !isTimeToSendOver ? waitsUntilMillis() : openedMillis + request.limitMillis();
    }

    /// Whether this would be the same again.
    boolean isRepeatedBy(CommandSubmitted other) {
        return request.target().equals(other.target())
                && request.ttlMillis() == other.ttlMillis()
                && request.limitMillis() == other.limitMillis()
                && request.conditions().equals(other.conditions())
                && request.rollout().equals(other.rollout())
                && EffectText.text(request.body()).equals(EffectText.text(other.body()));
    }

    String line() {
        return group.prefix() + "c" + number;
    }

    /// What its sender was answered, behind the connection.
    String acceptedLine() {
        return line() + " n=" + outcomes.size() + " above=" + above + " rev=" + revision;
    }

    String openLine() {
        return "open=" + (isOpen ? "yes" : "no");
    }

    String tallyLine() {
        StringBuilder line = new StringBuilder("total=").append(outcomes.size());
        for (Outcome outcome : Outcome.values()) {
            int count = count(outcome);
            if (count > 0) {
                line.append(' ').append(word(outcome)).append('=').append(count);
            }
        }
        return line.toString();
    }

    static boolean isOut(@Nullable Outcome outcome) {
        return outcome == Outcome.SENT || outcome == Outcome.RUNNING;
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
