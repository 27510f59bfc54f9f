package io.echelon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// Who is in a process group, as `ps` has it; the dead that nobody has buried do not count.
public final class GroupMembers {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private GroupMembers() {}

    public static List<Long> of(long group) {
        List<Long> members = new ArrayList<>();
        for (String line : ps("pgid=,pid=,stat=")) {
            String[] fields = line.strip().split(" +", -1);
            if (Long.parseLong(fields[0]) == group && !fields[2].startsWith("Z")) {
                members.add(Long.parseLong(fields[1]));
            }
        }
        return members;
    }

    public static boolean isAlive(long pid) {
        return ps("pid=,stat=").stream()
                .map(line -> line.strip().split(" +", -1))
                .anyMatch(fields -> Long.parseLong(fields[0]) == pid && !fields[1].startsWith("Z"));
    }

    /// The dead whose parent, `pid`, has not yet heard that they are.
    static long countUnburied(long pid) {
        return ps("ppid=,stat=").stream()
                .map(line -> line.strip().split(" +", -1))
                .filter(fields -> Long.parseLong(fields[0]) == pid && fields[1].startsWith("Z"))
                .count();
    }

    /// Those whose command line has `mark` in it.
    static List<String> marked(String mark) {
        return ps("pid=,stat=,args=").stream()
                .filter(line -> line.contains(mark))
                .toList();
    }

    private static List<String> ps(String columns) {
        try {
            Process ps = new ProcessBuilder("ps", "-A", "-ww", "-o", columns).start();
            ps.getOutputStream().close();
            try (var lines = ps.inputReader()) {
                return lines.lines().toList();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static void awaitCount(long group, int count) {
        Awaitility.await()
                .atMost(DEADLINE)
                .untilAsserted(() -> assertThat(of(group)).hasSize(count));
    }

    static void awaitNone(long group) {
        awaitCount(group, 0);
    }

    /// @param name as in `STOP`
    static void signal(long pid, String name) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
