package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.echelon.testkit.ScriptedClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three `echelon serve` that keep one state, and lose a process or are upgraded meanwhile.
final class ClusterProcessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private String[] tls() {
        StringWriter said = new StringWriter();
        Path certificates = folder.resolve("certificates");
        int code = Main.run(new PrintWriter(said), new PrintWriter(said), "cert", "--dir", certificates.toString());
        assertThat(code).as(said.toString()).isZero();
        return new String[] {
            "--peer-cert", certificates.resolve("server.crt").toString(),
            "--peer-key", certificates.resolve("server.key").toString(),
            "--peer-ca", certificates.resolve("ca.crt").toString()
        };
    }

    @Test
    void aCommandReachesMembersAtAllServersOverMutualTls() {
        try (Cluster cluster = new Cluster(folder, tls()).start();
                ScriptedClient boss = cluster.connect("n1");
                ScriptedClient second = cluster.connect("n2");
                ScriptedClient third = cluster.connect("n3")) {
            boss.send("JOIN");
            boss.expectMatch("\\+OK group=main id=m1 rank=0 of=1 .*");
            second.send("JOIN");
            second.expectMatch("\\+OK group=main id=m2 rank=1 of=2 .*");
            third.send("JOIN");
            third.expectMatch("\\+OK group=main id=m3 rank=2 of=3 .*");
            boss.send("SEND all :uptime");
            boss.expect("+OK id=1 n=2 above=0 rev=3");
            second.expectMatch("\\*COMMAND 1 from=m1 rank=0 .*");
            third.expectMatch("\\*COMMAND 1 from=m1 rank=0 .*");
            third.bytes(7);
            third.send("SEND m1 :reboot", "WHO");
            third.expectMatch("-ERR 300 UPWARD who=m1 .*");
            third.expectMatch("\\+OK n=3 rev=3 .*");
            boss.send("QUIT");
            second.await("\\*RANK 0 was=1 of=2 .*");
            assertThat(cluster.ask("n2", "status")).contains("n1 ", "n2 ", "n3 ", " leads", "follower");
            assertThat(cluster.ask("n3", "status", "--json")).contains("\"leader\":\"n", "\"state\":\"leader\"");
        }
    }

    @Test
    void aKilledLeaderTakesNothingWithIt() {
        try (Cluster cluster = new Cluster(folder).start()) {
            String leader = cluster.leader("n1");
            String other = Cluster.other(leader);
            try (ScriptedClient boss = cluster.connect(leader);
                    ScriptedClient junior = cluster.connect(other)) {
                boss.send("JOIN grace=600s");
                String place = boss.expectMatch("\\+OK group=main id=m1 rank=0 .*");
                junior.send("JOIN grace=600s");
                junior.expectMatch("\\+OK group=main id=m2 rank=1 .*");
                cluster.process(leader).signal("KILL");
                await().atMost(DEADLINE).until(() -> !cluster.leader(other).isEmpty());
                await().atMost(DEADLINE).until(() -> hasAnswered(cluster, other, "ME"));
                try (ScriptedClient returned = cluster.connect(other)) {
                    returned.send("RESUME got=0 session=" + place.replaceAll(".* session=(\\S+).*", "$1"));
                    returned.expectMatch("\\+OK group=main id=m1 rank=0 of=2 rev=2 token=1 .*");
                    returned.send("SEND all :uptime");
                    returned.await("\\+OK id=1 n=1 above=0 rev=2");
                }
            }
            cluster.start(leader, null).ready();
            await().atMost(DEADLINE)
                    .until(() -> cluster.ask(leader, "status", "--json").split("follower", -1).length == 3);
        }
    }

    @Test
    void whoIsInTheMinorityIsToldSo() {
        try (Cluster cluster = new Cluster(folder).start();
                ScriptedClient member = cluster.connect("n1")) {
            member.send("JOIN grace=600s");
            member.expectMatch("\\+OK group=main id=m1 rank=0 .*");
            cluster.process("n2").signal("KILL");
            cluster.process("n3").signal("KILL");
            member.send("ME");
            member.expectMatch("-ERR 902 NO_QUORUM retry=yes .*");
            member.expectMatch("\\*BYE code=902 again=now .*");
            try (ScriptedClient late = cluster.connect("n1")) {
                late.send("JOIN");
                late.expectMatch("-ERR 902 NO_QUORUM retry=yes .*");
                late.send("PING");
                late.expect("+OK PONG");
            }
            cluster.start("n2", null);
            cluster.process("n2").ready();
            await().atMost(DEADLINE).until(() -> !cluster.leader("n1").isEmpty());
        }
    }

    /// The build before is this one; the build after differs in the version of the rules that it knows.
    @Test
    @Timeout(240)
    void newRulesHoldWhenTheLastServerHasBeenUpgraded() throws IOException {
        Path newer = buildWithRules(2);
        try (Cluster cluster = new Cluster(folder.resolve("data")).start()) {
            for (String name : Cluster.NAMES) {
                assertThat(cluster.process(Cluster.other(name)).err()).doesNotContain("version 2 of the rules");
                cluster.process(name).signal("TERM");
                assertThat(cluster.process(name).exitCode()).isZero();
                cluster.start(name, newer).ready();
                await().atMost(DEADLINE).until(() -> hasAnswered(cluster, name, "JOIN grace=600s"));
            }
            for (String name : Cluster.NAMES) {
                await().atMost(DEADLINE)
                        .until(() -> cluster.process(name).err().contains("version 2 of the rules holds"));
            }
            cluster.process("n1").signal("TERM");
            assertThat(cluster.process("n1").exitCode()).isZero();
            ServeProcess older = cluster.start("n1", null);
            assertThat(older.exitCode()).isNotZero();
            assertThat(older.err()).contains("start a newer build on this folder");
        }
    }

    /// Whether a request gets another answer than that there is no majority, which may be so for a moment.
    private static boolean hasAnswered(Cluster cluster, String name, String request) {
        try (ScriptedClient client = cluster.connect(name)) {
            client.send(request);
            return !client.line().startsWith("-ERR 902 ");
        }
    }

    private Path buildWithRules(int version) throws IOException {
        Path source = folder.resolve("source");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path original = Path.of(System.getProperty("echelon.root"), "replication/src/main/java");
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"));
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                Path copy = source.resolve(original.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy, Files.readString(file).replace("int RULES = 1;", "int RULES = " + version + ";"));
                arguments.add(copy.toString());
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return classes;
    }
}
