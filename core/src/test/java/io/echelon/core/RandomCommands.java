package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Draws what members ask and say about commands.
final class RandomCommands {
    private static final Outcome[] REPORTS = {Outcome.RUNNING, Outcome.DONE, Outcome.FAILED, Outcome.REFUSED};
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Random random;
    private final Model model;
    private final RandomInputs inputs;

    RandomCommands(Random random, Model model, RandomInputs inputs) {
        this.random = random;
        this.model = model;
        this.inputs = inputs;
    }

    Input next() {
        int roll = random.nextInt(100);
        if (roll < 38) {
            return submit();
        }
        if (roll < 74) {
            return report();
        }
        if (roll < 79) {
            return cancel();
        }
        if (roll < 85) {
            return watch();
        }
        ConnectionId connection = inputs.member();
        long command = command(connection);
        return roll < 91
                ? new Input.TallyRequested(connection, command)
                : new Input.ResultsRequested(
                        connection, command, random.nextInt(3) > 0 ? null : OUTCOMES[random.nextInt(OUTCOMES.length)]);
    }

    private Input submit() {
        ConnectionId connection = inputs.member();
        ModelMember sender = model.memberOf(connection);
        if (sender != null && random.nextInt(20) == 0) {
            List<ModelCommand> own = sender.group.commands.stream()
                    .filter(command -> command.sender == sender
                            && command.request.conditions().key() != null)
                    .toList();
            if (!own.isEmpty()) {
                return repetition(own.get(random.nextInt(own.size())).request, connection);
            }
        }
        long limitMillis = inputs.millis(random.nextInt(8) == 0 ? 100 : 5_000);
        return new Input.CommandSubmitted(
                connection,
                target(connection),
                inputs.body(),
                inputs.millis(3_000),
                limitMillis,
                conditions(sender),
                rollout());
    }

    /// The same again, or nearly.
    private Input repetition(Input.CommandSubmitted first, ConnectionId connection) {
        int difference = random.nextInt(12);
        return new Input.CommandSubmitted(
                connection,
                difference == 6 ? target(connection) : first.target(),
                difference < 2 ? inputs.like(first.body()) : first.body(),
                first.ttlMillis() + (difference == 2 ? 1 : 0),
                first.limitMillis() + (difference == 3 ? 1 : 0),
                difference == 4 ? new Conditions(first.conditions().key(), null, 3) : first.conditions(),
                difference == 5 ? rollout() : first.rollout());
    }

    private Conditions conditions(@Nullable ModelMember sender) {
        String key = random.nextInt(5) == 0 ? "a" + random.nextInt(6) : null;
        long revision = sender == null ? 0 : sender.group.revision;
        Long wanted = random.nextInt(8) > 0 ? null : Long.valueOf(revision - (random.nextInt(4) == 0 ? 1 : 0));
        Integer expected = random.nextInt(8) > 0 ? null : Integer.valueOf(random.nextInt(1, 4));
        return new Conditions(key, wanted, expected);
    }

    private Rollout rollout() {
        List<Rollout.Wave> waves = new ArrayList<>();
        int reach = 0;
        for (int left = random.nextInt(4) > 0 ? 0 : random.nextInt(1, 4); left > 0; left--) {
            boolean isPercent = random.nextBoolean();
            reach += isPercent ? random.nextInt(10, 34) : random.nextInt(1, 3);
            waves.add(new Rollout.Wave(reach, isPercent && reach <= 100));
        }
        return new Rollout(waves, random.nextInt(3) > 0 ? 0 : random.nextInt(1, 4));
    }

    /// Mostly by who has been sent the command, sometimes by a connection that held its place before.
    private Input report() {
        Input late = random.nextInt(6) == 0 ? late() : null;
        if (late != null) {
            return late;
        }
        List<ModelCommand> open = model.openCommands().toList();
        if (!open.isEmpty() && random.nextInt(10) > 0) {
            ModelCommand command = open.get(random.nextInt(open.size()));
            List<ModelMember> out = command.with(Outcome.SENT, Outcome.RUNNING);
            List<ModelMember> targets =
                    out.isEmpty() || random.nextInt(10) == 0 ? List.copyOf(command.outcomes.keySet()) : out;
            ModelMember executor = targets.get(random.nextInt(targets.size()));
            if (executor.connection != null) {
                return report(executor.connection, command.number);
            }
        }
        ConnectionId connection = inputs.member();
        return report(connection, command(connection));
    }

    /// By somebody whose outcome is settled as unknown, if there is anybody.
    private @Nullable Input late() {
        List<Input> reports = new ArrayList<>();
        for (ModelGroup group : model.groups) {
            for (ModelCommand command : group.closed) {
                for (ModelMember member : command.with(Outcome.UNKNOWN)) {
                    if (member.connection != null && member.isPresent()) {
                        reports.add(report(member.connection, command.number));
                    }
                }
            }
        }
        return reports.isEmpty() ? null : reports.get(random.nextInt(reports.size()));
    }

    private Input report(ConnectionId connection, long command) {
        int roll = random.nextInt(12);
        if (roll == 0) {
            return new Input.OutputReported(connection, command, random.nextInt(1, 3), inputs.body());
        }
        if (roll == 1) {
            return new Input.ProgressReported(connection, command, random.nextInt(101), inputs.body());
        }
        Integer code = random.nextBoolean() ? null : Integer.valueOf(random.nextInt(3));
        Outcome outcome = REPORTS[random.nextInt(REPORTS.length)];
        return new Input.OutcomeReported(connection, command, outcome, code, inputs.body());
    }

    private Input cancel() {
        List<ModelCommand> open = model.openCommands().toList();
        if (!open.isEmpty() && random.nextInt(4) > 0) {
            ModelCommand command = open.get(random.nextInt(open.size()));
            ConnectionId sender = command.sender.connection;
            if (sender != null && command.sender.isPresent() && random.nextBoolean()) {
                return new Input.CancelRequested(sender, command.number);
            }
            List<ModelMember> members = command.group.members;
            ConnectionId any = members.isEmpty() ? null : members.get(random.nextInt(members.size())).connection;
            return new Input.CancelRequested(any == null ? inputs.member() : any, command.number);
        }
        ConnectionId connection = inputs.member();
        return new Input.CancelRequested(connection, command(connection));
    }

    private Input watch() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Input.WatchRequested(inputs.anybody(), WatchSubject.ROSTER, 0, random.nextBoolean());
            case 2 -> new Input.WatchRequested(inputs.anybody(), WatchSubject.COMMANDS, 0, random.nextInt(4) == 0);
            default -> {
                ConnectionId connection = inputs.anybody();
                yield new Input.WatchRequested(
                        connection, WatchSubject.COMMAND, command(connection), random.nextInt(4) > 0);
            }
        };
    }

    /// Mostly of one that there is.
    private long command(ConnectionId connection) {
        ModelMember member = model.memberOf(connection);
        int last = member == null ? 0 : member.group.commands.size();
        int before = random.nextInt(10) == 0 ? 0 : Math.max(1, last - 10);
        return random.nextLong(before, random.nextInt(20) == 0 ? last + 3L : Math.max(before, last) + 1L);
    }

    Target target(ConnectionId connection) {
        ModelMember member = model.memberOf(connection);
        return new RandomTargets(random, member == null ? null : member.group).next();
    }
}
