package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.echelon.client.Command;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.MembershipState;
import io.echelon.client.Outcome;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `echelon send` within this process: what it says, and the exit code.
final class SendCommandTest {
    private static final int MAX_TEXT_BYTES = 64 << 10;
    private static final JsonFactory JSON = new JsonFactory();

    private final Troop troop = Troop.start();
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @AfterEach
    void end() {
        troop.close();
    }

    /// A boss m1, the speaker m2, two that obey, m3 and m4, and a person, m5.
    private Path speaker() {
        troop.join(JoinOptions.group("main"));
        Membership speaker = troop.join(JoinOptions.group("main").withName("ada"));
        troop.joinObedient();
        troop.join(command -> command.text().equals("mixed") ? troop.hang() : troop.obey(command));
        troop.server().person();
        return troop.openSocket(speaker).path();
    }

    @ParameterizedTest
    @CsvSource({
        "done, 0, all, done",
        "delivered, 0, m5, hello",
        "done and delivered, 0, m3, hello",
        "failed, 1, m3, fail",
        "refused, 1, m3, refuse",
        "failed among others, 1, all, fail",
        "unknown at the limit, 3, m3, hang",
        "unknown besides what failed, 3, rank:2-3, mixed",
        "a target that is none, 4, bogus, x",
        "upward, 4, m1, x",
        "oneself, 4, m2, x",
        "no such member, 4, m99, x",
        "no match, 5, +5..+9, x",
    })
    void theExitCodeTellsWhatBecameOfIt(String what, int expected, String target, String text) {
        assertThat(send("--via", speaker().toString(), "--limit", "1s", "--to", target, text))
                .as("%s: %s%s", what, output, errors)
                .isEqualTo(expected);
    }

    @Test
    void whatCertainlyWasNotExecutedHasFailed() {
        String via = speaker().toString();

        assertThat(send("--via", via, "--wave", "1,100%", "--stop", "1", "--to", "rank:2-3", "fail"))
                .isEqualTo(1);
        assertThat(output.toString().lines().toList().getLast()).matches("2 members: 1 failed, 1 cancelled, \\d+ ms");
        assertThat(MemberCall.exitCode(new Tally(1, false, 3, Map.of(Outcome.DONE, 2, Outcome.EXPIRED, 1), null)))
                .isEqualTo(1);
        assertThat(MemberCall.exitCode(
                        new Tally(1, false, 3, Map.of(Outcome.UNKNOWN, 2, Outcome.UNDELIVERED, 1), null)))
                .isEqualTo(3);
    }

    @Test
    void conditionsThatDoNotHoldRejectIt() {
        String via = speaker().toString();

        assertThat(send("--via", via, "--rev", "1", "done")).isEqualTo(4);
        assertThat(send("--via", via, "--expect", "7", "done")).isEqualTo(4);
        assertThat(send("--via", via, "--expect", "3", "--rev", "5", "done")).isZero();

        assertThat(errors.toString()).contains("rejected: 302 STALE_REV: ", "rejected: 505 EXPECT: ");
    }

    @Test
    void whatHasItsKeyAlreadyIsToldAndNotSentAgain() throws IOException {
        String via = speaker().toString();
        assertThat(send("--via", via, "--key", "k", "--to", "m3", "once")).isZero();
        output.getBuffer().setLength(0);

        assertThat(send("--via", via, "--key", "k", "--to", "m3", "once")).isZero();
        assertThat(output.toString()).matches("1 member: 1 done.*\n");
        assertThat(errors)
                .hasToString("echelon: nothing was sent: command 1 has this key, and this is what became of it\n");
        output.getBuffer().setLength(0);

        assertThat(send("--json", "--via", via, "--key", "k", "--to", "m3", "once"))
                .isZero();
        assertThat(objects().get(0)).isEqualTo(Map.of("type", "dup", "command", 1L));
        assertThat(objects().get(1)).containsEntry("type", "closed");
        assertThat(send("--via", via, "--key", "k", "--to", "m3", "other")).isEqualTo(4);
    }

    @Test
    void aMemberThatIsAwayFromItsServerSendsNothing() {
        try (Relay relay = Relay.to(troop.server().address())) {
            Membership away =
                    troop.join(relay.address(), JoinOptions.group("main").withGrace(Duration.ofMinutes(1)));
            String via = troop.openSocket(away).path().toString();
            relay.cut();
            await().until(() -> away.state() == MembershipState.AWAY);

            assertThat(send("--via", via, "x")).isEqualTo(6);
            assertThat(errors)
                    .hasToString("echelon: rejected: 902 NO_QUORUM: not sent: the client is not connected at the moment"
                            + " (away)\n");
        }
    }

    @Test
    void nobodyBelowIsTheSameAsNobodyWhoMatches() {
        Path alone = troop.openSocket(troop.joinObedient()).path();

        assertThat(send("--via", alone.toString(), "x")).isEqualTo(5);
        assertThat(output.toString()).isEmpty();
        assertThat(errors).hasToString("echelon: rejected: 304 NOBODY_BELOW: nobody is ranked below you yet\n");
    }

    @Test
    void eachResultIsALineAndTheTallyTheLast() {
        assertThat(send("--via", speaker().toString(), "--to", "rank:2-3", "two", "words"))
                .isZero();

        List<String> lines = output.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.subList(0, 2))
                .anyMatch(line -> line.matches("m3 done, rc 0, \\d+ ms: two words"))
                .anyMatch(line -> line.matches("m4 done, rc 0, \\d+ ms: two words"));
        assertThat(lines.get(2)).matches("2 members: 2 done, \\d+ ms");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void whatMembersWroteDrivesNoTerminal() {
        assertThat(send("--via", speaker().toString(), "--to", "m3", "a\u001b[2J\nm9 done\u202e"))
                .isZero();

        assertThat(output.toString().lines().limit(3))
                .satisfiesExactly(
                        first -> assertThat(first).matches("m3 done, rc 0, \\d+ ms:"),
                        second -> assertThat(second).isEqualTo("    a\\u{1b}[2J"),
                        third -> assertThat(third).isEqualTo("    m9 done\\u{202e}"));
    }

    @Test
    void inJsonEachResultIsAnObjectAndTheTallyTheLast() throws IOException {
        String text = "größer\u001b[2J\nm9 \u202e\uD83D\uDE80";

        assertThat(send("--json", "--via", speaker().toString(), "--to", "m3", text))
                .isZero();

        assertThat(output.toString()).matches("[ -~\n]*");
        List<Map<String, Object>> objects = objects();
        assertThat(objects).hasSize(2);
        assertThat(objects.get(0))
                .containsEntry("type", "result")
                .containsEntry("command", 1L)
                .containsEntry("member", "m3")
                .containsEntry("rank", 2L)
                .containsEntry("state", "done")
                .containsEntry("rc", 0L)
                .containsEntry("text", text)
                .containsKey("ms")
                .hasSize(8);
        assertThat(objects.get(1))
                .containsEntry("type", "closed")
                .containsEntry("command", 1L)
                .containsEntry("total", 1L)
                .containsEntry("states", Map.of("done", 1L))
                .containsKey("ms")
                .hasSize(5);
    }

    @Test
    void inJsonABodyThatIsNoTextIsBase64() throws IOException {
        Membership speaker = troop.join(JoinOptions.group("main"));
        troop.join(command -> new Verdict(Outcome.DONE, null, new byte[] {(byte) 0xff, 0, 'a'}));

        assertThat(send("--json", "--via", troop.openSocket(speaker).path().toString(), "x"))
                .isZero();

        assertThat(objects().get(0)).containsEntry("base64", "/wBh").doesNotContainKeys("text", "rc");
    }

    @Test
    void inJsonARejectionHasWhatTheServerSaid() throws IOException {
        assertThat(send("--json", "--via", speaker().toString(), "--to", "m1", "x"))
                .isEqualTo(4);

        assertThat(objects())
                .containsExactly(Map.of(
                        "type",
                        "rejected",
                        "code",
                        300L,
                        "name",
                        "UPWARD",
                        "text",
                        "m1 (rank 0) is senior to you (rank 1); commands go down only",
                        "who",
                        "m1"));
        assertThat(errors.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aMemberThatIsLostMidwayLeavesItUnknown(boolean isJson) throws IOException {
        String via = speaker().toString();
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        String[] options = isJson ? new String[] {"--json", "--via", via} : new String[] {"--via", via};
        Threads.start("send", () -> exitCode.complete(send(with(options, "--to", "m3", "hang"))));
        await().until(() -> troop.hanging() == 1);

        troop.server().close();

        assertThat(exitCode.join()).isEqualTo(3);
        if (isJson) {
            assertThat(objects().getLast()).containsEntry("type", "lost").containsKey("text");
        } else {
            assertThat(errors.toString())
                    .startsWith("echelon: the member is gone: ")
                    .endsWith("; what becomes of the command is not known\n");
        }
    }

    @Test
    void theTextMayComeFromStandardInputAsItIs() throws IOException {
        List<byte[]> heard = new ArrayList<>();
        Membership speaker = troop.join(JoinOptions.group("main"));
        troop.join((Command command) -> {
            heard.add(command.body());
            return Verdict.done();
        });
        byte[] text = new byte[MAX_TEXT_BYTES];
        Arrays.fill(text, (byte) 0xfe);

        assertThat(sendInput(text, "--via", troop.openSocket(speaker).path().toString(), "-"))
                .isZero();

        assertThat(heard).containsExactly(text);
    }

    @Test
    void tooMuchOnStandardInputIsWrongUsage() throws IOException {
        assertThat(sendInput(new byte[MAX_TEXT_BYTES + 1], "--via", "unused", "-"))
                .isEqualTo(2);

        assertThat(errors).hasToString("echelon: a command has at most 65536 bytes\nTry: echelon send --help\n");
    }

    @Test
    void nothingOnStandardInputIsWrongUsage() throws IOException {
        assertThat(sendInput(new byte[0], "--via", "unused", "-")).isEqualTo(2);

        assertThat(errors).hasToString("echelon: there is no text to send\nTry: echelon send --help\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json | Missing required parameter: 'TEXT'",
                "--ttl 60 x | --ttl is a number and a unit, such as 500ms, 60s, 5m, 2h or 1d",
                "--limit soon x | --limit is a number and a unit, such as 500ms, 60s, 5m, 2h or 1d",
                "--limit 8d x | --limit is 7d at most",
                "--wave 0,10% x | --wave is 1 to 16 of 10 or 10% with commas between them",
                "--stop 0 x | --stop is 1 or more",
                "--rev -1 x | --rev is 0 or more",
                "--ttl 0s x | ttl is from 1 ms to 7 days, not PT0S",
                "ls -la | Unknown option: '-la'"
            })
    void optionsThatMakeNoSenseAreSaidInOneLine(String options, String complaint) {
        assertThat(send(options.split(" ", -1))).isEqualTo(2);

        assertThat(errors).hasToString("echelon: " + complaint + "\nTry: echelon send --help\n");
    }

    @Test
    void aPathWhereNobodyListensIsSaid() throws IOException {
        Path stale = SocketFileTest.leaveStale(troop.folder().resolve("stale.sock"));
        Path none = troop.folder().resolve("none.sock");

        assertThat(send("--via", stale.toString(), "x")).isEqualTo(6);
        assertThat(send("--via", none.toString(), "x")).isEqualTo(6);

        assertThat(errors)
                .hasToString("echelon: no member is at " + stale + ": Connection refused\n"
                        + "echelon: no member is at " + none + ": No such file or directory\n");
    }

    @Test
    void whoIsNoMemberIsFoundOut() throws IOException {
        try (SocketFile stranger = SocketFile.bind(troop.folder().resolve("stranger.sock"))) {
            Threads.start("stranger", () -> {
                try (SocketCaller guest = SocketCaller.accept(stranger.channel())) {
                    guest.send("220 mail.example ESMTP");
                }
            });

            assertThat(send("--via", stranger.path().toString(), "x")).isEqualTo(6);
        }
        assertThat(errors.toString())
                .startsWith("echelon: " + troop.folder() + "/stranger.sock is not the socket of a member");
    }

    private int send(String... options) {
        return Main.run(
                new PrintWriter(output, true), new PrintWriter(errors, true), with(new String[] {"send"}, options));
    }

    private int sendInput(byte[] input, String... options) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return send(options);
        } finally {
            System.setIn(before);
        }
    }

    private static String[] with(String[] first, String... second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /// What was written, an object a line.
    private List<Map<String, Object>> objects() throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String line : output.toString().lines().toList()) {
            try (JsonParser parser = JSON.createParser(line.getBytes(StandardCharsets.UTF_8))) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
                objects.add(object(parser));
                assertThat(parser.nextToken()).isNull();
            }
        }
        return objects;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (@Nullable String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Object before = fields.put(
                    name,
                    switch (token) {
                        case START_OBJECT -> object(parser);
                        case VALUE_NUMBER_INT -> parser.getLongValue();
                        case VALUE_STRING -> parser.getText();
                        default -> throw new AssertionError(token);
                    });
            assertThat(before).as("%s twice", name).isNull();
        }
        return fields;
    }
}
