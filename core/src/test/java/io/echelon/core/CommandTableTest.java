package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class CommandTableTest {
    private static final Member SENDER = new Member(new MemberId(0, 1), new ConnectionId(1), Profile.NONE, Terms.NONE);

    /// So few numbers that they get into each other's way.
    private static final int NUMBERS = 100;

    @RepeatedTest(20)
    void whatIsThereIsFoundAndNothingElse(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        CommandTable table = new CommandTable();
        Map<Long, Command> expected = new HashMap<>();

        for (int step = 0; step < 2_000; step++) {
            Command command = command(random.nextInt(NUMBERS));
            Command known = expected.remove(command.id.number());
            if (known == null) {
                table.add(command);
                expected.put(command.id.number(), command);
            } else {
                table.remove(known);
            }
            for (long number = 0; number < NUMBERS; number++) {
                assertThat(table.find(number)).as("%d at %d", number, step).isSameAs(expected.get(number));
            }
        }
    }

    private static Command command(long number) {
        return new Command(new CommandId(0, number), SENDER, Recipients.of(2), null);
    }
}
