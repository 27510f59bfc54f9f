package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// All members of a group see commands and rank changes in one order, while several send at once
/// and others leave.
final class OneOrderTest {
    private static final int MEMBERS = 16;
    private static final int SENDERS = 3;
    private static final int COMMANDS = 200;

    /// m4 to m8 leave; who is junior to one of them is junior to all.
    private static final int FIRST_LEAVER = 4;

    private static final int LAST_LEAVER = 8;

    /// For each command the revision of the roster when it was sequenced, as its sender was told.
    private final Map<Long, Long> revisions = new HashMap<>();

    @Test
    void commandsAndRankChangesComeInOneOrderToAll() throws Exception {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> members = new ArrayList<>();
            for (int number = 1; number <= MEMBERS; number++) {
                members.add(server.program("main"));
            }
            members.getLast().send("WATCH roster");
            members.getLast().expect("+OK");

            List<List<String>> heard = commandAndLeaveAtOnce(members);
            members.getFirst().send("SEND all :end");
            String end = members.getFirst().expectMatch("\\+OK id=\\d+ .* rev=" + (MEMBERS + LAST_LEAVER - SENDERS));
            revisions.put(Heard.number(end, "id"), Heard.number(end, "rev"));

            for (int number = 2; number <= MEMBERS; number++) {
                if (number < FIRST_LEAVER || number > LAST_LEAVER) {
                    List<String> lines = new ArrayList<>(number <= SENDERS ? heard.get(number - 1) : List.of());
                    lines.addAll(Heard.until(members.get(number - 1), "\\*COMMAND .* :end"));
                    checkOrder(number, lines);
                }
            }
        }
    }

    private List<List<String>> commandAndLeaveAtOnce(List<ScriptedClient> members) throws Exception {
        List<Callable<List<String>>> work = new ArrayList<>();
        for (int number = 1; number <= LAST_LEAVER; number++) {
            ScriptedClient member = members.get(number - 1);
            work.add(number < FIRST_LEAVER ? () -> command(member) : () -> leave(member));
        }
        List<List<String>> heard = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(work.size())) {
            for (Future<List<String>> done : executor.invokeAll(work)) {
                heard.add(done.get());
            }
        }
        for (List<String> lines : heard.subList(0, SENDERS)) {
            lines.stream()
                    .filter(line -> line.startsWith("+OK id="))
                    .forEach(line -> revisions.put(Heard.number(line, "id"), Heard.number(line, "rev")));
        }
        assertThat(revisions).hasSize(SENDERS * COMMANDS);
        return heard;
    }

    private static List<String> command(ScriptedClient sender) {
        List<String> heard = new ArrayList<>();
        for (int command = 0; command < COMMANDS; command++) {
            sender.send(command % 2 == 0 ? "SEND all :x" : "SEND last :x");
            heard.addAll(Heard.until(sender, "\\+OK id=.*"));
        }
        sender.send("PING sent");
        heard.addAll(Heard.until(sender, "\\+OK PONG sent"));
        return heard;
    }

    /// Leaves in the middle of it.
    private static List<String> leave(ScriptedClient member) {
        for (int command = 0; command < COMMANDS / 4; command++) {
            member.await("\\*COMMAND .*");
        }
        member.send("QUIT");
        return Heard.until(member, "\\*BYE .*");
    }

    /// That a member knew its true rank at each command, and heard what came before it, before it.
    private void checkOrder(int number, List<String> lines) {
        long lastCommand = 0;
        long told = 0;
        long rank = number - 1L;
        for (String line : lines) {
            if (line.startsWith("*RANK ")) {
                assertThat(Heard.number(line, "rev")).as(line).isGreaterThan(told);
                told = Heard.number(line, "rev");
                rank = Long.parseLong(line.substring("*RANK ".length(), line.indexOf(" was")));
            } else if (line.startsWith("*COMMAND ")) {
                long command = Long.parseLong(line.substring("*COMMAND ".length(), line.indexOf(" from")));
                assertThat(command).as("to m%d: %s", number, line).isGreaterThan(lastCommand);
                lastCommand = command;
                long revision = Objects.requireNonNull(revisions.get(command));
                assertThat(revision).as("a rank from after it: %s", line).isGreaterThanOrEqualTo(told);
                assertThat(rank).as("told to m%d before: %s", number, line).isEqualTo(rankAt(number, revision));
            }
        }
    }

    /// The leavers were all above or all below; how many had gone is told by the revision.
    private static long rankAt(int number, long revision) {
        return number < FIRST_LEAVER ? number - 1L : number - 1L - (revision - MEMBERS);
    }
}
