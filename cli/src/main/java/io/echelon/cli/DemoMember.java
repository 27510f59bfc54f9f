package io.echelon.cli;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.Command;
import io.echelon.client.JoinOptions;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.Place;
import io.echelon.client.Verdict;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One of the clients of a demonstration: has a light that commands switch, and keeps what it is told until
/// somebody asks.
final class DemoMember implements AutoCloseable {
    static final String LIGHT_ON = "light on";
    static final String LIGHT_OFF = "light off";

    /// How long anything may take that is asked for.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// A departure that a member has heard of.
    record Departure(MemberId member, int rank, String why) {}

    /// @param place the new one
    record Promotion(Place place, int previousRank) {}

    private final String name;
    private final Client client;
    private final Membership membership;
    private final Notes notes = new Notes();

    /// Takes a place in the group that everybody is in.
    ///
    /// @throws IOException if there is none
    DemoMember(String name, ClientOptions server) throws IOException {
        this.name = name;
        client = Client.connect(server);
        try {
            membership = client.join(JoinOptions.group(Request.DEFAULT_GROUP)
                    .withName(name)
                    .withHandler(notes::execute)
                    .withListener(notes)
                    .watchingRoster());
        } catch (IOException failure) {
            client.close();
            throw failure;
        }
    }

    String name() {
        return name;
    }

    Membership membership() {
        return membership;
    }

    /// Waits for the next command that it has executed.
    Command awaitExecuted() throws SurpriseException, InterruptedException {
        return await(notes.executed, "is asked to execute nothing");
    }

    Departure awaitDeparture() throws SurpriseException, InterruptedException {
        return await(notes.departures, "hears of no departure");
    }

    Promotion awaitPromotion() throws SurpriseException, InterruptedException {
        return await(notes.promotions, "is not promoted");
    }

    private <T> T await(BlockingQueue<T> queue, String otherwise) throws SurpriseException, InterruptedException {
        T first = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            throw new SurpriseException(name + " " + otherwise);
        }
        return first;
    }

    /// Gives its place up and disconnects.
    void leave() {
        client.close();
    }

    @Override
    public void close() {
        leave();
    }

    private static final class Notes implements MembershipListener {
        private final BlockingQueue<Command> executed = new LinkedBlockingQueue<>();
        private final BlockingQueue<Departure> departures = new LinkedBlockingQueue<>();
        private final BlockingQueue<Promotion> promotions = new LinkedBlockingQueue<>();
        private boolean isLit;

        Verdict execute(Command command) {
            switch (command.text()) {
                case LIGHT_ON -> isLit = true;
                case LIGHT_OFF -> isLit = false;
                default -> {
                    return Verdict.refused("a light is on or off");
                }
            }
            executed.add(command);
            return Verdict.done("my light is " + (isLit ? "on" : "off"));
        }

        @Override
        public void onLeft(MemberId member, int rank, long revision, String why) {
            departures.add(new Departure(member, rank, why));
        }

        @Override
        public void onRank(Place place, int previousRank) {
            promotions.add(new Promotion(place, previousRank));
        }
    }
}
