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
    private static final int MAX_DEEDS = 20;
    private static final int QUIET_EVERY = 3;

    private final Edge edge = new Edge();
    private final List<Guest> guests = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void nothingIsMissedNorToldTwice(long seed) {
        Random random = new Random(seed);
        for (int index = 0; index < GUESTS; index++) {
            guests.add(new Guest(edge, index % 5 == 0 ? " results=yes window=2" : ""));
        }
        batch();
        for (int batch = 0; batch < BATCHES; batch++) {
            int deeds = 1 + random.nextInt(MAX_DEEDS);
            for (int deed = 0; deed < deeds; deed++) {
                act(random);
            }
            batch();
            if (batch % QUIET_EVERY == 0) {
                expectThatNobodyMissesAnything();
            }
        }

        guests.forEach(Guest::resume);
        batch();
        expectThatNobodyMissesAnything();
        assertThat(guests.stream().mapToLong(Guest::events).sum())
                .as("events in all, so that this means something")
                .isGreaterThan(2 * BATCHES);
    }

    /// Of those who are there.
    private void expectThatNobodyMissesAnything() {
        List<Guest> present = guests.stream().filter(Guest::isPresent).toList();
        present.forEach(Guest::resume);
        batch();
        assertThat(present).allSatisfy(guest -> assertThat(guest.replayed()).isZero());
    }

    private void batch() {
        edge.batch();
        guests.forEach(Guest::hear);
    }

    /// The first stays in command, so that many commands are for the same.
    private void act(Random random) {
        if (random.nextInt(3) == 0) {
            guests.getFirst().say("SEND all :everybody");
        } else {
            act(guests.get(1 + random.nextInt(GUESTS - 1)), random);
        }
    }

    private static void act(Guest guest, Random random) {
        switch (random.nextInt(14)) {
            case 0, 1 -> guest.vanish();
            case 2, 3, 4 -> guest.resume();
            case 5, 6 -> {
                guest.vanish();
                guest.resume();
            }
            case 7 -> guest.say("YIELD");
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    guest.joinAnew();
                }
            }
            case 9 -> guest.say("SEND next :one");
            case 10 -> guest.say("SEND all :everybody");
            case 11 -> guest.say("CANCEL " + guest.anyCommand(random));
            default -> guest.say("DONE " + guest.anyCommand(random) + " :done");
        }
    }
}
