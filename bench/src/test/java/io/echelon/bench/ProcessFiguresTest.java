package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What the kernel tells of a process.
final class ProcessFiguresTest {
    private static final long NO_PROCESS = 1L << 40;

    @Test
    void timeOfUserAndSystemIsAddedUp() {
        String stat = "42 (redis-server) S 1 42 42 0 -1 4194560 9 0 0 0 250 75 3 4 20 0 5 0 123 456 789";

        assertThat(CpuTime.parse(stat).nanos()).isEqualTo(3_250_000_000L);
    }

    @Test
    void nameOfAProcessMayHaveAnythingInIt() {
        String stat = "42 (a) b (c) 9) S 1 42 42 0 -1 4194560 9 0 0 0 1 2 3 4 20 0 5 0 123 456 789";

        assertThat(CpuTime.parse(stat).nanos()).isEqualTo(30_000_000);
    }

    @Test
    void memoryIsWhatLiesInRam() throws DriveException {
        String status = "Name:\tVmRSS: 7\nVmPeak:\t    9000 kB\nVmRSS:\t    1234 kB\nRssAnon:\t 12 kB\n";

        assertThat(ResidentSet.parse(status).kib()).isEqualTo(1_234);
        assertThatThrownBy(() -> ResidentSet.parse("Name:\tzombie\n")).isInstanceOf(DriveException.class);
    }

    @Test
    void thisProcessHasUsedSome() throws DriveException {
        long self = ProcessHandle.current().pid();

        assertThat(CpuTime.of(self).nanos()).isPositive();
        assertThat(ResidentSet.of(self).kib()).isPositive();
    }

    @Test
    void whatHasEndedCannotBeLookedAt() {
        assertThatThrownBy(() -> CpuTime.of(NO_PROCESS)).isInstanceOf(DriveException.class);
        assertThatThrownBy(() -> ResidentSet.of(NO_PROCESS)).isInstanceOf(DriveException.class);
    }
}
