package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes together in one batch with losses, returns, takeovers and yields: every member hears
/// each of its counted events as it was the first time, in order, and as many as the server counts.
final class ManyReturnsTest {
    /// Enough that commands are shared.
    private static final int GUESTS = 14;

    private static final int BATCHES = 200;
    private static final int MAX_DEEDS = 7;

    private final Edge edge = new Edge();
    private final List<Guest> guests = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void nothingIsMissedNorToldTwice(long seed) {
        Random random = new Random(seed);
        for (int index = 0; index < GUESTS; index++) {
            guests.add(new Guest(edge, index % 3 == 0 ? " results=yes window=2" : ""));
        }
        batch();
        for (int batch = 0; batch < BATCHES; batch++) {
            int deeds = 1 + random.nextInt(MAX_DEEDS);
            for (int deed = 0; deed < deeds; deed++) {
                act(guests.get(random.nextInt(GUESTS)), random);
            }
            batch();
        }

        for (int round = 0; round < 2; round++) { // What was missed, and then nothing.
            guests.forEach(Guest::resume);
            batch();
        }
        assertThat(guests).allSatisfy(guest -> assertThat(guest.replayed()).isZero());
        assertThat(guests.stream().mapToLong(Guest::events).sum())
                .as("events in all, so that this means something")
                .isGreaterThan(2 * BATCHES);
    }

    private void batch() {
        edge.batch();
        guests.forEach(Guest::hear);
    }

    private static void act(Guest guest, Random random) {
        switch (random.nextInt(18)) {
            case 0, 1 -> guest.vanish();
            case 2, 3, 4 -> guest.resume();
            case 5 -> guest.say("YIELD");
            case 6 -> {
                if (random.nextInt(4) == 0) {
                    guest.joinAnew();
                }
            }
            case 7 -> guest.say("SEND next :one");
            case 8 -> guest.say("CANCEL " + guest.anyCommand(random));
            case 9 -> guest.say("DONE " + guest.anyCommand(random) + " :done");
            default -> guest.say("SEND all :everybody");
        }
    }
}
