package io.echelon.bench.micro;

import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.ConnectionId;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Limits;
import io.echelon.core.Profile;
import io.echelon.core.Rollout;
import io.echelon.core.StateMachine;
import io.echelon.core.Target;
import io.echelon.core.Terms;
import java.util.LinkedHashMap;
import java.util.Map;

/// State machines with members in them. A member has the number of its connection and one more.
final class Groups {
    static final String NAME = "main";

    private static final int MAX_GROUPS = 16_384;
    private static final Limits LIMITS = new Limits(
            Limits.MAX_CAPACITY, MAX_GROUPS, 64, 16 << 20, 1_000, 3_600_000, 1_024, 1_024, 64 << 20, 64 << 20);

    private Groups() {}

    /// What members have said of themselves.
    enum Kind {
        /// `delivered` is all that can be known of them.
        LISTENERS,
        /// They answer each command with its outcome.
        REPORTERS
    }

    static StateMachine empty() {
        return new StateMachine(LIMITS, 0);
    }

    static StateMachine of(int size, Kind kind) {
        StateMachine machine = empty();
        Effects effects = new Effects();
        for (int number = 0; number < size; number++) {
            machine.apply(join(number, NAME, kind), effects);
            effects.clear();
        }
        return machine;
    }

    static ConnectionId connection(int number) {
        return new ConnectionId(number);
    }

    static Input join(int number, String group, Kind kind) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("os", number % 2 == 0 ? "linux" : "windows");
        labels.put("zone", "z" + number % 100);
        labels.put("description", "a machine of many bits and bytes, cabinet " + number % 1_000);
        Profile profile = new Profile("web" + number, labels, kind == Kind.REPORTERS);
        return new Input.JoinRequested(connection(number), group, profile, Terms.NONE, false, false);
    }

    static Input quit(int number) {
        return new Input.ConnectionLost(connection(number));
    }

    /// To all below the member of that connection.
    static Input command(int number) {
        return command(number, Target.ALL);
    }

    static Input commandToNext(int number) {
        return command(number, new Target.Next());
    }

    private static Input command(int number, Target target) {
        return new Input.CommandSubmitted(
                connection(number), target, new Body(new byte[16]), 60_000, 60_000, Conditions.NONE, Rollout.AT_ONCE);
    }
}
