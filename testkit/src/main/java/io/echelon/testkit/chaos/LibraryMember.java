package io.echelon.testkit.chaos;

import io.echelon.client.Accepted;
import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.Command;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.JoinOptions;
import io.echelon.client.LossReason;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.MembershipState;
import io.echelon.client.Place;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.SendOptions;
import io.echelon.client.StateChange;
import io.echelon.client.Submission;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import io.echelon.testkit.chaos.Event.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A member that keeps its place, executes at once what it is sent, and sends commands, by means of the Java
/// library. When its place is gone, it is over.
final class LibraryMember implements Participant {
    private static final SendOptions SEND = new SendOptions(Duration.ofMinutes(20), Duration.ofMinutes(30));
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Witness witness;
    private final ClientOptions options;
    private final Duration every;
    private final Thread thread;
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tallies = new AtomicInteger();
    private volatile boolean isClosed;
    private volatile boolean isCalming;
    private volatile boolean isTallying;
    private volatile boolean isOver;
    private volatile long member;
    private volatile @Nullable Membership membership;

    /// @param every how often it sends a command
    LibraryMember(Witness witness, ClientOptions options, Duration every) {
        this.witness = witness;
        this.options = options;
        this.every = every;
        this.thread = new Thread(this::run, "chaos-" + witness.name());
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void calmDown() {
        isCalming = true;
    }

    @Override
    public boolean isCalm() {
        Membership entered = membership;
        boolean isSeated = entered != null && entered.state() == MembershipState.MEMBER;
        return isOver || (isSeated && open.isEmpty() && tallies.get() == 0);
    }

    @Override
    public String pending() {
        Membership entered = membership;
        return witness + ": " + (entered == null ? "joining" : entered.state().key()) + ", open " + open + ", tallies "
                + tallies;
    }

    @Override
    public void askTallies() {
        if (!isOver) {
            tallies.set(accepted.size());
            isTallying = true;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new Pause.StoppedException(interrupted);
        }
    }

    private void run() {
        while (!isClosed && !isOver) {
            try (Client client = Client.connect(options)) {
                witness.record(new Event.Greeted(client.epoch()));
                witness.record(new Event.JoinBegun());
                Membership entered = client.join(JoinOptions.group(witness.group())
                        .withName(witness.name())
                        .withGrace(witness.grace())
                        .withWindow(64)
                        .withHandler(this::execute)
                        .withListener(new Listener()));
                membership = entered;
                stay(entered);
            } catch (IOException notYet) {
                pause(AGAIN);
            }
        }
    }

    private void stay(Membership entered) {
        member = entered.id().number();
        for (int number = 1; !isClosed && !isOver; number++) {
            if (isTallying) {
                isTallying = false;
                accepted.values().forEach(command -> askTally(entered, command));
            }
            if (!isCalming && entered.state() == MembershipState.MEMBER) {
                String key = witness.name() + "." + number;
                witness.record(new Event.SendBegun(key, "all", key));
                open.add(key);
                send(entered, key);
            }
            pause(isCalming ? AGAIN : every);
        }
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException closed) {
            isClosed = true;
        }
    }

    private void send(Membership entered, String key) {
        try {
            Submission submission =
                    entered.send("all", key.getBytes(StandardCharsets.UTF_8), SEND.withKey(key), this::onResult);
            submission.accepted().thenAccept(word -> onAccepted(key, word));
            submission.closed().whenComplete((tally, failure) -> onEnd(entered, key, tally, failure));
        } catch (ConnectionLostException notSent) {
            open.remove(key);
            witness.record(new Event.Refused(key, 0, true));
        }
    }

    private void onAccepted(String key, Accepted word) {
        accepted.put(key, word.command());
        witness.record(
                new Event.Accepted(key, member, word.command(), word.targets(), word.revision(), word.isRepeated()));
    }

    private void onResult(Result result) {
        witness.record(new Event.Resulted(
                result.command(), result.executor().number(), result.outcome().key()));
    }

    private void onEnd(Membership entered, String key, @Nullable Tally tally, @Nullable Throwable failure) {
        if (tally != null) {
            witness.record(new Event.Closed(tally.command(), tally.total(), states(tally)));
            open.remove(key);
        } else if (failure instanceof RefusedException refused && refused.code() == WireLedger.NO_QUORUM) {
            retry(entered, key);
        } else {
            int code = failure instanceof RefusedException refused ? refused.code() : 0;
            witness.record(new Event.Refused(key, code, code != 0));
            open.remove(key);
        }
    }

    /// Nobody knows whether it was taken: the key will tell.
    private void retry(Membership entered, String key) {
        Thread again = new Thread(
                () -> {
                    Pause.until(witness.grace(), () -> isOver || entered.state() == MembershipState.MEMBER);
                    send(entered, key);
                },
                "chaos-again");
        again.setDaemon(true);
        again.start();
    }

    private static Map<String, Integer> states(Tally tally) {
        Map<String, Integer> states = new LinkedHashMap<>();
        tally.counts().forEach((outcome, count) -> states.put(outcome.key(), count));
        return states;
    }

    private void askTally(Membership entered, long command) {
        while (!isClosed && !isOver) {
            try {
                Tally tally = entered.tally(command);
                witness.record(new Event.Tallied(command, true, tally.total(), states(tally)));
                tallies.decrementAndGet();
                return;
            } catch (RefusedException refused) {
                if (refused.code() != WireLedger.NO_QUORUM) {
                    witness.record(new Event.Tallied(command, false, 0, Map.of()));
                    tallies.decrementAndGet();
                    return;
                }
            } catch (IOException notYet) {
                // It is asked again.
            }
            pause(AGAIN);
        }
    }

    private Verdict execute(Command command) {
        Pause.until(witness.grace(), () -> member != 0); // Another thread tells that it has joined.
        witness.record(new Event.Received(
                member, command.number(), command.sender().number(), command.senderRank(), command.text()));
        return Verdict.done();
    }

    private static Standing standing(Place place) {
        return new Standing(place.id().number(), place.rank(), place.size(), place.revision(), place.token());
    }

    private final class Listener implements MembershipListener {
        @Override
        public void onRank(Place place, int previousRank) {
            witness.record(new Event.Promoted(standing(place)));
        }

        @Override
        public void onState(StateChange change) {
            Place place = change.place();
            switch (change.to()) {
                case MEMBER -> {
                    if (place != null && change.from() == MembershipState.AWAY) {
                        witness.record(new Event.Resumed(standing(place)));
                    } else if (place != null) {
                        member = place.id().number();
                        witness.record(new Event.Joined(standing(place)));
                    }
                }
                case AWAY -> witness.record(new Event.WentAway());
                case LOST -> onGone(change.cause());
                case CONNECTING, WAITING, LEFT -> {}
            }
        }

        private void onGone(@Nullable ConnectionLostException cause) {
            if (!isClosed) {
                LossReason reason = cause == null ? LossReason.BROKEN : cause.reason();
                isOver = true;
                witness.record(new Event.Ended(
                        switch (reason) {
                            case FORGOTTEN, REFUSED -> Event.End.FORGOTTEN;
                            case FENCED -> Event.End.FENCED;
                            case EXPIRED, OVERLOADED, INTERNAL -> Event.End.UNREACHED;
                            case BROKEN, LEFT, CLOSED -> Event.End.BROKEN;
                        }));
            }
        }

        @Override
        public void onGap(long events) {
            witness.record(new Event.Missed(events));
        }
    }
}
