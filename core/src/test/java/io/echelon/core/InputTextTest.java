package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the model test prints of a failure can be pasted into a transcript.
class InputTextTest {
    @Test
    void everyInputIsReadAsItWasWritten() {
        Random random = new Random(1);
        Model model = new Model(Setting.read(List.of()));
        RandomInputs inputs = new RandomInputs(random, model);

        for (int count = 0; count < 1_000; count++) {
            Input input = inputs.next();
            model.predict(input);
            String line = InputText.of(input);

            Input read = InputReader.read(line);

            assertThat(InputText.of(read)).isEqualTo(line);
            assertThat(read).hasSameClassAs(input);
        }
    }

    @Test
    void aLineThatIsNoInputIsRefused() {
        for (String line : new String[] {"", "joint k1", "join", "join 1", "me k1 k2", "submit k1 rank:9-4 on"}) {
            assertThatThrownBy(() -> InputReader.read(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
