package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.cli.run.GroupMembers;
import io.echelon.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Candidates race for rank 0, whose holder comes to an end in every way there is: never do two programs run, and
/// each has a greater token than the one before. A worker notices by itself if another one, or a child of one, is
/// alive.
final class RunRaceTest {
    private static final int ROUNDS = Boolean.getBoolean("echelon.full") ? 100 : 10;
    private static final int CANDIDATES = 3;

    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();
    private final Deque<Candidate> candidates = new ArrayDeque<>();
    private RunLog log;
    private int started;

    /// How a holder ends.
    private enum Ending {
        PROGRAM_LEAVES,
        RUN_IS_TOLD_TO_END,
        CONNECTION_IS_SEVERED,
        PROGRAM_IS_KILLED,
        RUN_IS_KILLED,
        CONNECTION_IS_CUT
    }

    private record Candidate(String name, Bridge bridge, RunProcess run) {
        void close() {
            run.close();
            bridge.close();
        }
    }

    @BeforeEach
    void prepare() {
        log = new RunLog(folder);
    }

    @AfterEach
    void end() {
        candidates.forEach(Candidate::close);
        server.close();
    }

    private void enter() {
        String name = "c" + started++;
        Bridge bridge = new Bridge(server.address());
        candidates.add(new Candidate(name, bridge, RunProcess.worker(log, bridge.address(), name, "--no-wait")));
    }

    @Test
    @Timeout(900)
    void neverDoTwoProgramsRunAndTokensGrow() {
        for (int count = 0; count < CANDIDATES; count++) {
            enter();
        }
        for (int round = 0; round < ROUNDS; round++) {
            Candidate holder = holder(log.awaitStart(round + 1));
            bringToAnEnd(holder, log.starts().get(round), Ending.values()[round % Ending.values().length]);
            enter();
            log.awaitStart(round + 2);
            candidates.remove(holder);
            holder.close();
        }
        RunLog.Start last = log.awaitStart(ROUNDS + 1);

        assertThat(log.lines()).noneMatch(line -> line.startsWith("overlap"));
        assertThat(log.starts()).extracting(RunLog.Start::token).isSorted().doesNotHaveDuplicates();
        assertThat(GroupMembers.of(last.pid())).isNotEmpty();
        for (RunLog.Start start : log.starts().subList(0, ROUNDS)) {
            assertThat(GroupMembers.of(start.pid())).isEmpty();
        }
    }

    private Candidate holder(RunLog.Start start) {
        return candidates.stream()
                .filter(each -> each.name().equals(start.candidate()))
                .findFirst()
                .orElseThrow();
    }

    private void bringToAnEnd(Candidate holder, RunLog.Start start, Ending ending) {
        switch (ending) {
            case PROGRAM_LEAVES -> log.leave(start);
            case RUN_IS_TOLD_TO_END -> holder.run().signal("TERM");
            case CONNECTION_IS_SEVERED -> holder.bridge().sever();
            case PROGRAM_IS_KILLED -> ProcessHandle.of(start.pid()).ifPresent(ProcessHandle::destroyForcibly);
            case RUN_IS_KILLED -> holder.run().signal("KILL");
            case CONNECTION_IS_CUT -> holder.bridge().cut();
        }
    }
}
