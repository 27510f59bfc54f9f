package io.echelon.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effects;
import io.echelon.replication.codec.SnapshotCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One log comes to one state: with and without a log, across snapshots, today and with the build that recorded
/// it, on every JDK that is there.
final class ReplayTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("echelon.root"), "replication/src/test/resources/golden");

    private static final Path LOG = GOLDEN.resolve("log-1.bin");
    private static final Path HASH = GOLDEN.resolve("log-1.hash");

    private static String expected() throws IOException {
        if (Boolean.getBoolean("echelon.golden.rewrite")) {
            RandomLog.record(7, 1_200).write(LOG);
            RecordedLog log = RecordedLog.read(LOG);
            Files.writeString(
                    HASH, log.replicated().presentHash() + " " + log.embedded().hash());
        }
        return Files.readString(HASH);
    }

    @Test
    void aRecordedLogComesToTheStateThatItCameTo() throws IOException {
        String expected = expected();
        RecordedLog log = RecordedLog.read(LOG);
        ReplicatedState state = log.replicated();
        assertThat(state.groupsHash()).isEqualTo(log.embedded().hash());
        assertThat(state.presentHash() + " " + log.embedded().hash()).isEqualTo(expected);
    }

    @Test
    void itDoesSoThroughSnapshotsTakenAnywhere() throws IOException {
        String expected = expected();
        ReplicatedState state = new ReplicatedState();
        int applied = 0;
        for (RecordedLog.Timed timed : RecordedLog.read(LOG).entries()) {
            state.apply(timed.read(), timed.stampMillis(), new Effects());
            applied++;
            if (applied % 37 == 0) {
                state = SnapshotCodec.fromBytes(SnapshotCodec.toBytes(state));
            }
        }
        assertThat(state.presentHash() + " " + state.groupsHash()).isEqualTo(expected);
    }

    @Test
    void itDoesSoOnEveryJdkThatIsThere() throws Exception {
        String expected = expected();
        List<Path> jdks = jdks();
        assertThat(jdks).isNotEmpty();
        for (Path jdk : jdks) {
            Process process = new ProcessBuilder(
                            jdk.resolve("bin/java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            RecordedLog.class.getName(),
                            LOG.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.strip()).as(jdk.toString()).isEqualTo(expected);
        }
    }

    /// This one, and those where Debian and others put them that can run the build.
    private static List<Path> jdks() throws IOException {
        List<Path> jdks = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> folders = Files.list(usual)) {
                folders.filter(Files::isDirectory)
                        .filter(folder -> version(folder) >= 21)
                        .forEach(jdks::add);
            }
        }
        return jdks;
    }

    private static int version(Path jdk) {
        Path release = jdk.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(jdk.resolve("bin/java"))) {
            return 0;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Integer.parseInt(version.split("[.+-]", -1)[0]);
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }
}
