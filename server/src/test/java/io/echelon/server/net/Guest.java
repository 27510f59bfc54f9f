package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.net.Edge.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A member with grace that keeps account of its counted events over all its connections.
final class Guest {
    private final Edge edge;
    private final String join;
    /// Those that may still be told something, the last has the place.
    private final List<Client> connections = new ArrayList<>();
    /// By index, from 0 at the JOIN.
    private final List<String> events = new ArrayList<>();
    private String session = "";
    private long got;
    /// What it has said that it has.
    private long claimed;
    private long replayed;
    private long told;
    private boolean isAway;
    /// Whether it has come back in this batch; then it says nothing until it has heard where it is.
    private boolean isReturning;
    /// Whether it has joined in this batch; then it does not know yet what to come back with.
    private boolean isJoining = true;

    Guest(Edge edge, String options) {
        this.edge = edge;
        this.join = "JOIN #join grace=10s" + options;
        Client client = edge.connect();
        client.say("HELLO", join);
        connections.add(client);
    }

    boolean isPresent() {
        return !isAway;
    }

    /// How many counted events it was told, those that came again included.
    long events() {
        return told;
    }

    /// How many events came again at its last return.
    long replayed() {
        return replayed;
    }

    void say(String line) {
        if (!isAway && !isReturning) {
            connections.getLast().say(line);
        }
    }

    void vanish() {
        if (!isAway && !isReturning && !isJoining) {
            connections.getLast().vanishes();
            isAway = true;
        }
    }

    /// Comes back, or takes its own place over; twice in a batch, if that happens.
    void resume() {
        if (isJoining) {
            return;
        }
        claimed = got;
        Client client = edge.connect();
        client.say("HELLO", "RESUME #resume session=" + session + " got=" + got);
        connections.add(client);
        isAway = false;
        isReturning = true;
    }

    void joinAnew() {
        if (!isAway && !isReturning) {
            say("LEAVE");
            say(join);
            isJoining = true;
        }
    }

    /// One that it has heard of, if any.
    long anyCommand(Random random) {
        return got == 0
                ? 1
                : Long.parseLong(events.get(random.nextInt((int) got)).split(" ", -1)[1]);
    }

    /// Takes account of what it was told in this batch.
    void hear() {
        for (Client client : connections) {
            client.heard().forEach(this::hear);
        }
        connections.subList(0, connections.size() - 1).clear();
        isReturning = false;
        isJoining = false;
        if (!isAway) {
            assertThat(connections.getLast().counted())
                    .as("events that it was sent")
                    .isEqualTo(got);
        }
    }

    private void hear(String line) {
        if (line.startsWith("+OK #join ")) {
            session = Answered.value(List.of(line), "session");
            events.clear();
            got = 0;
        } else if (line.startsWith("+OK #resume ")) {
            session = Answered.value(List.of(line), "session");
            replayed = Answered.number(line, "replay");
            got = Answered.number(line, "sent") - replayed;
            assertThat(got).as(line).isEqualTo(claimed);
        } else if (line.matches("\\*(COMMAND|CANCEL|RESULT|CLOSED) .*")) {
            if (got == events.size()) {
                events.add(line);
            }
            assertThat(events.get((int) got)).as("event %d", got).isEqualTo(line);
            got++;
            told++;
        } else {
            assertThat(line).doesNotStartWith("-ERR #").doesNotStartWith("-ERR 400");
        }
    }
}
