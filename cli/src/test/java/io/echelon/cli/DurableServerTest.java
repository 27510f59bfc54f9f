package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.ScriptedClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `echelon serve --data` in processes that are killed.
final class DurableServerTest {
    private static final String PLACE =
            "\\+OK group=main id=(m\\d+) rank=(\\d+) of=(\\d+) rev=(\\d+) token=(\\d+).* session=(\\S+)";

    @TempDir
    private Path parent;

    private ServeProcess serve() {
        return ServeProcess.serve(
                "--port", "0", "--data", parent.resolve("data").toString());
    }

    private static ScriptedClient program(ServeProcess server) {
        ScriptedClient client = ScriptedClient.connect(server.address());
        client.send("HELLO proto=1 body=count");
        client.expectMatch("\\*HELLO .*");
        client.expectMatch("\\+OK proto=1 .*");
        return client;
    }

    private static Matcher join(ScriptedClient client, String options) {
        client.send("JOIN " + options);
        return matched(PLACE, client.expectMatch(PLACE));
    }

    private static Matcher matched(String pattern, String line) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }

    private static String epoch(ServeProcess server) {
        try (ScriptedClient client = ScriptedClient.connect(server.address())) {
            client.send("HELLO proto=1");
            return matched(".* epoch=(\\S+) .*", client.expectMatch("\\*HELLO .*"))
                    .group(1);
        }
    }

    @Test
    void whatWasAnsweredSurvivesKill9() {
        String epoch;
        Matcher boss;
        Matcher worker;
        try (ServeProcess server = serve();
                ScriptedClient sender = program(server);
                ScriptedClient executor = program(server)) {
            epoch = epoch(server);
            boss = join(sender, "grace=600s name=boss");
            worker = join(executor, "grace=600s results=yes");
            sender.send("SEND all limit=10m key=k1 :uptime");
            sender.expect("+OK id=1 n=1 above=0 rev=2");
            executor.expectMatch("\\*COMMAND 1 from=m1 .*");
            assertThat(executor.bytes(7)).hasSize(7);
            sender.send("SEND all limit=10m :next");
            sender.expect("+OK id=2 n=1 above=0 rev=2");
            server.signal("KILL");
            assertThat(server.exitCode()).isNotZero();
        }
        try (ServeProcess server = serve();
                ScriptedClient sender = program(server);
                ScriptedClient executor = program(server);
                ScriptedClient late = program(server)) {
            assertThat(epoch(server)).as("nothing was lost").isEqualTo(epoch);
            Matcher third = join(late, "grace=600s");
            assertThat(third.group(1)).as("numbers go on").isEqualTo("m3");
            assertThat(third.group(2)).as("below those who may come back").isEqualTo("2");
            assertThat(Long.parseLong(third.group(4))).isEqualTo(3);

            sender.send("RESUME session=" + boss.group(6) + " got=0");
            sender.expectMatch("\\+OK group=main id=m1 rank=0 of=3 rev=3 token=" + boss.group(5) + " .*");
            executor.send("RESUME session=" + worker.group(6) + " got=1");
            executor.expectMatch("\\+OK group=main id=m2 rank=1 of=3 .* replay=1 .*");
            executor.expectMatch("\\*COMMAND 2 from=m1 .*");
            assertThat(executor.bytes(5)).hasSize(5);
            executor.send("DONE 1 rc=0", "DONE 2 rc=0");
            executor.expect("+OK", "+OK");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=done .*");
            sender.expectMatch("\\*CLOSED 1 total=1 done=1 .*");
            sender.expectMatch("\\*RESULT 2 m2 rank=1 state=done .*");
            sender.expectMatch("\\*CLOSED 2 total=1 done=1 .*");
            sender.send("SEND all limit=10m key=k1 :uptime");
            sender.expectMatch("\\+OK id=1 n=1 .* dup=yes .*");
        }
    }

    @Test
    void itEndsAsItWasToldAndGoesOnFromASnapshot() {
        Matcher boss;
        try (ServeProcess server = serve();
                ScriptedClient client = program(server)) {
            boss = join(client, "grace=600s");
            client.send("CLUSTER");
            client.expectMatch("\\+OK leader=n1 n=1 .*");
            client.expectMatch("n1 state=leader index=\\d+ peer=.*");
            server.signal("TERM");
            client.expectMatch("\\*BYE code=901 again=later .*");
            assertThat(server.exitCode()).isZero();
        }
        try (ServeProcess server = serve();
                ScriptedClient client = program(server)) {
            client.send("RESUME session=" + boss.group(6) + " got=0");
            client.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 .*");
        }
    }

    @Test
    void otherLimitsHoldFromTheNextStartOn() {
        String data = parent.resolve("data").toString();
        try (ServeProcess server = ServeProcess.serve("--port", "0", "--data", data, "--capacity", "1");
                ScriptedClient first = program(server);
                ScriptedClient second = program(server)) {
            join(first, "grace=600s");
            second.send("JOIN");
            second.expectMatch("-ERR 401 GROUP_FULL capacity=1 .*");
        }
        try (ServeProcess server = ServeProcess.serve("--port", "0", "--data", data, "--capacity", "2");
                ScriptedClient second = program(server)) {
            assertThat(join(second, "grace=600s").group(2)).isEqualTo("1");
        }
    }

    @Test
    void aDiskWithoutRoomIsRefusedInOneLine() {
        String data = parent.resolve("data").toString();
        assertRefused("MB that are kept free; make room", "--data", data, "--disk-reserve", "1000000000");
    }

    @Test
    void aSecondProcessOnAFolderIsRefusedInOneLine() {
        try (ServeProcess server = serve()) {
            assertRefused(
                    "another server is running on",
                    "--data",
                    parent.resolve("data").toString());
            assertThat(epoch(server)).isNotEmpty();
        }
    }

    @Test
    void foldersThatCannotBeUsedAreRefusedInOneLine() throws IOException {
        Files.writeString(parent.resolve("letter"), "dear");
        assertRefused("name an empty folder", "--data", parent.toString());
        assertRefused(
                "is a file; name a folder", "--data", parent.resolve("letter").toString());
        assertRefused("cannot use /proc/echelon", "--data", "/proc/echelon");
    }

    @Test
    void aDamagedSnapshotIsRefusedInOneLine() throws IOException {
        stopWith("TERM");
        damage(find("snapshot\\.\\d+_\\d+"), 50);
        assertRefused("cannot be used: ", "--data", parent.resolve("data").toString());
    }

    @Test
    void aDamagedLogIsRefusedInOneLine() throws IOException {
        stopWith("KILL");
        damage(find("log_inprogress_\\d+"), 100);
        assertRefused("cannot be used: ", "--data", parent.resolve("data").toString());
    }

    @Test
    void aLogThatIsGoneIsNotBegunAnew() throws IOException {
        stopWith("KILL");
        Files.delete(find("log_inprogress_\\d+"));
        assertRefused("the log is missing in", "--data", parent.resolve("data").toString());
    }

    private void stopWith(String signal) {
        try (ServeProcess server = serve()) {
            server.signal(signal);
            server.exitCode();
        }
    }

    private Path find(String name) throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void damage(Path path, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            int before = file.read();
            file.seek(position);
            file.write(~before);
        }
    }

    @Test
    void optionsThatMakeNoSenseTogetherAreRefused() {
        String data = parent.resolve("data").toString();
        for (List<String> wrong : List.of(
                List.of("--node", "n1"),
                List.of("--restored"),
                List.of("--data", data, "--node", "n1"),
                List.of("--data", data, "--cluster", "n1=127.0.0.1:7511"),
                List.of("--data", data, "--node", "n4", "--cluster", "n1=127.0.0.1:7511"),
                List.of("--data", data, "--node", "n1", "--cluster", "n1=nowhere"),
                List.of("--data", data, "--node", "n1", "--cluster", "n1=10.1.2.3:7511"))) {
            String[] arguments = Stream.concat(Stream.of("serve", "--port", "0"), wrong.stream())
                    .toArray(String[]::new);
            try (ServeProcess refused = ServeProcess.run(arguments)) {
                assertThat(refused.exitCode()).as(wrong.toString()).isEqualTo(ExitCode.USAGE);
                assertThat(refused.err()).startsWith("echelon: ").contains("Try: echelon serve --help");
            }
        }
        assertThat(Path.of(data)).doesNotExist();
    }

    private static void assertRefused(String reason, String... options) {
        String[] arguments = Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                .toArray(String[]::new);
        try (ServeProcess refused = ServeProcess.run(arguments)) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_LISTEN);
            assertThat(refused.err()).startsWith("echelon: ").contains(reason);
            assertThat(refused.err().lines()).hasSize(1);
        }
    }
}
