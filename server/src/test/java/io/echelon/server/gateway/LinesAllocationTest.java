package io.echelon.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.echelon.core.Body;
import io.echelon.core.Conditions;
import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.MemberId;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Rollout;
import io.echelon.core.StateMachine;
import io.echelon.core.Target;
import io.echelon.core.Terms;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.ServerOptions;
import io.echelon.server.gateway.ReplyLine.Awaited;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is said of each command, and to everybody when somebody has left, is written without allocating.
class LinesAllocationTest {
    private static final int WARM_UP_ROUNDS = 5_000;
    private static final int ROUNDS = 2_000;
    private static final ConnectionId SENDER = new ConnectionId(1);
    private static final ConnectionId EXECUTOR = new ConnectionId(2);
    private static final MemberId PROMOTED = new MemberId(0, 2);
    private static final Awaited TAGGED = Awaited.request("a17");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final StateMachine stateMachine = new StateMachine(ServerOptions.DEFAULTS.coreLimits(), 0);
    private final Answers answers = new Gateway(ServerOptions.DEFAULTS, "epoch").answers();
    private final ReplyWriter writer = new ReplyWriter();
    private final List<String> written = new ArrayList<>();

    @Test
    void noLineOfACommandAllocates() {
        List<Effect> effects = commandAndDeparture();

        effects.forEach(effect -> written.add(write(effect, LineForm.COUNTED_LF).toString()));
        writeAll(effects, WARM_UP_ROUNDS);
        long before = threads.getCurrentThreadAllocatedBytes();
        writeAll(effects, ROUNDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(written)
                .containsExactly(
                        "+OK #a17 id=1 n=1 above=0 rev=2\n",
                        "*COMMAND 1 from=m1 rank=0 ttl=60s {6}\nuptime\n",
                        "+OK #a17\n",
                        "*RESULT 1 m2 rank=1 state=done rc=0 ms=0 {2}\nup\n",
                        "*CLOSED 1 total=1 done=1 ms=0\n",
                        "*LEFT m1 rank=0 rev=3 why=lost\n*RANK 0 was=1 of=1 rev=3 token=3 :m1 left; you are in command\n");
        assertThat(allocated).isLessThan(ROUNDS); // Not one byte a round; the JIT may cause a few.
    }

    private void writeAll(List<Effect> effects, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int index = 0; index < effects.size(); index++) {
                write(effects.get(index), LineForm.COUNTED_LF);
                write(effects.get(index), LineForm.TEXT_CRLF);
            }
        }
    }

    private ReplyWriter write(Effect effect, LineForm form) {
        writer.clear();
        if (effect instanceof Effect.Reply reply) {
            return answers.write(reply, form, TAGGED);
        } else if (effect instanceof Effect.Deliver deliver) {
            Lines.command(writer, form, deliver);
        } else if (effect instanceof Effect.OutcomeTold told) {
            Lines.result(writer, form, told);
        } else if (effect instanceof Effect.CommandClosed closed) {
            Lines.closed(writer, form, closed);
        } else if (effect instanceof Effect.MemberLeft left) {
            Lines.left(writer, form, left);
            Lines.rank(writer, form, PROMOTED, 0, 1, left);
        }
        return writer;
    }

    /// What follows when a command is sent and executed, and its sender leaves.
    private List<Effect> commandAndDeparture() {
        applied(new Input.JoinRequested(SENDER, "main", Profile.NONE, Terms.NONE, false, false));
        Profile reporting = new Profile(null, Map.of(), true);
        applied(new Input.JoinRequested(EXECUTOR, "main", reporting, Terms.NONE, false, false));
        List<Effect> effects = new ArrayList<>(applied(new Input.CommandSubmitted(
                SENDER, Target.ALL, body("uptime"), 60_000, 300_000, Conditions.NONE, Rollout.AT_ONCE)));
        effects.addAll(applied(new Input.OutcomeReported(EXECUTOR, 1, Outcome.DONE, 0, body("up"))));
        effects.addAll(applied(new Input.ConnectionLost(SENDER)));
        effects.removeIf(effect -> effect instanceof Effect.TallyMoved);
        return effects;
    }

    private List<Effect> applied(Input input) {
        Effects effects = new Effects();
        stateMachine.apply(input, effects);
        List<Effect> list = new ArrayList<>();
        effects.forEach(list::add);
        return list;
    }

    private static Body body(String text) {
        return new Body(text.getBytes(StandardCharsets.US_ASCII));
    }
}
