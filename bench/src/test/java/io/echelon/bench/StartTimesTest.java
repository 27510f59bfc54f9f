package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StartTimesTest {
    private final StartTimes starts = new StartTimes();

    @Test
    void theFirstThatCameIsTheFirstThatGoes() throws DriveException {
        int added = 0;
        int removed = 0;
        for (int step = 0; step < 100; step++) {
            for (int i = 0; i < 3; i++) {
                starts.add(added++);
            }
            assertThat(starts.remove()).isEqualTo(removed++);
        }
        while (removed < added) {
            assertThat(starts.remove()).isEqualTo(removed++);
        }
    }

    @Test
    void anAnswerToNothingIsAFailure() throws DriveException {
        starts.add(1);
        starts.remove();

        assertThatThrownBy(starts::remove).isInstanceOf(DriveException.class);
    }
}
