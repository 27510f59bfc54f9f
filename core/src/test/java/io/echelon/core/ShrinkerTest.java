package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    @Test
    void whatIsNotNeededForTheFailureIsLeftOut() {
        List<Input> inputs = LongStream.range(0, 1_000)
                .<Input>mapToObj(Input.TimeAdvanced::new)
                .toList();
        Input first = inputs.get(3);
        Input second = inputs.get(998);

        List<Input> left = Shrinker.shrink(inputs, some -> some.contains(first) && some.contains(second));

        assertThat(left).containsExactly(first, second);
    }

    @Test
    void whatNeedsNothingIsEmpty() {
        assertThat(Shrinker.shrink(List.of(new Input.TimeAdvanced(1)), some -> true))
                .isEmpty();
    }
}
