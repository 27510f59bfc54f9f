package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/leader-election.md says of tokens and shows of a nightly job is so. What it shows of resources is
/// run by the tests beside this one.
final class LeaderElectionTest {
    @TempDir
    private Path folder;

    @Test
    void tokensGrowFromHolderToHolderAndAcrossARestart() {
        ElectionPaper.Holders before = ElectionPaper.holders();
        ElectionPaper.Holders after = ElectionPaper.holders();
        assertThat(before.present()).isGreaterThan(before.stale());
        assertThat(after.stale()).isGreaterThan(before.present());
    }

    @Test
    void whoComesBackWithinTheGraceKeepsItsToken() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient before = server.connect();
            before.send("HELLO proto=1", "JOIN report grace=10s");
            String place = before.await("\\+OK group=report id=m1 rank=0 .*");
            before.close();
            ScriptedClient after = server.connect();
            after.send("HELLO proto=1", "RESUME session=" + ElectionPaper.field("session", place) + " got=0");
            String resumed = after.await("\\+OK group=report id=m1 rank=0 .*");
            assertThat(ElectionPaper.field("token", resumed)).isEqualTo(ElectionPaper.field("token", place));
        }
    }

    @Test
    void aNightlyJobEndsAsItsProgramDoes() throws Exception {
        Files.writeString(folder.resolve("nightly"), "#!/bin/sh\nexit 3\n");
        Files.writeString(folder.resolve("job"), ElectionPaper.example("sh", "nightly-and-wait"));
        assertThat(folder.resolve("nightly").toFile().setExecutable(true)).isTrue();
        ProcessBuilder job = new ProcessBuilder("/bin/sh", "job").directory(folder.toFile());
        job.environment().put("NIGHTLY_WAIT", "0");
        assertThat(ElectionPaper.exitCode(job.start())).isEqualTo(3);
    }
}
