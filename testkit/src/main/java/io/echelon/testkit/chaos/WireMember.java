package io.echelon.testkit.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A member that keeps its place, executes at once what it is sent, and sends commands: a client of its own
/// make, which follows docs/protocol.md, section 14, to the letter, and forgives nothing.
final class WireMember implements Participant {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);
    private static final long SILENCE_NANOS = Duration.ofMillis(1_500).toNanos();
    private static final long DEAD_NANOS = Duration.ofMillis(4_500).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
    private static final long CERTAIN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long AGAIN_NANOS = Duration.ofMillis(200).toNanos();
    private static final int MOST_PAUSE_MILLIS = 150;
    private static final int MOST_ASKED = 16;

    private final Witness witness;
    private final List<InetSocketAddress> servers;
    private final WireLedger ledger;
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile boolean isCalming;
    private volatile boolean isTallying;
    private volatile boolean isSeated;
    private volatile String state = "starting";

    private int server;
    private @Nullable String session;
    private long got;
    private long beatNanos;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final List<WireLedger.Outgoing> refused = new ArrayList<>();
    private long refusedNanos;

    /// What the next response answers.
    private sealed interface Asked {
        record Greeting() implements Asked {}

        record Place() implements Asked {}

        record Send(WireLedger.Outgoing command) implements Asked {}

        record Report(long command, long begunNanos) implements Asked {}

        record Tally(long command) implements Asked {}

        record Life() implements Asked {}
    }

    /// @param servers in the order in which it tries them
    /// @param every how often it sends a command
    WireMember(Witness witness, List<InetSocketAddress> servers, Duration every) {
        this.witness = witness;
        this.servers = List.copyOf(servers);
        this.ledger = new WireLedger(witness, every);
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
        return isSeated && ledger.isQuiet();
    }

    @Override
    public String pending() {
        return witness + ": " + state + ", " + ledger;
    }

    @Override
    public void askTallies() {
        ledger.askTallies();
        isTallying = true;
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new Pause.StoppedException(interrupted);
        }
    }

    private void run() {
        while (!isClosed) {
            InetSocketAddress address = servers.get(server++ % servers.size());
            state = "connecting to " + address;
            try (WireConnection connection = WireConnection.open(address, CONNECT_PATIENCE)) {
                state = "connected to " + address;
                serve(connection);
            } catch (IOException broken) {
                if (!isClosed) {
                    onBroken();
                    Pause.of(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, MOST_PAUSE_MILLIS)));
                }
            }
        }
    }

    private void onBroken() {
        if (isSeated) {
            isSeated = false;
            witness.record(new Event.WentAway());
        }
        refused.forEach(ledger::again);
        refused.clear();
        for (Asked open : asked) {
            switch (open) {
                case Asked.Send send -> ledger.again(send.command());
                case Asked.Report report -> ledger.report(report.command());
                case Asked.Tally tally -> ledger.tally(tally.command());
                case Asked.Greeting greeting -> {}
                case Asked.Place place -> {}
                case Asked.Life life -> {}
            }
        }
        asked.clear();
    }

    private void serve(WireConnection connection) throws IOException {
        ask(connection, "HELLO proto=1 ping=2s", new Asked.Greeting());
        if (session == null) {
            witness.record(new Event.JoinBegun());
            String join = "JOIN " + witness.group() + " results=yes window=64 name=" + witness.name() + " grace="
                    + witness.grace().toMillis() + "ms";
            ask(connection, join, new Asked.Place());
        } else {
            ask(connection, "RESUME session=" + session + " got=" + got, new Asked.Place());
        }
        while (!isClosed) {
            long dueNanos = isSeated && !isCalming ? ledger.dueNanos() : Long.MAX_VALUE;
            String line = connection.line(Math.min(System.nanoTime() + LOOK_NANOS, dueNanos));
            if (line != null) {
                hear(connection, WireLine.parse(line));
            }
            if (isSeated) {
                sayMore(connection);
            }
            look(connection);
        }
    }

    private void ask(WireConnection connection, String line, Asked what) throws IOException {
        asked.add(what);
        connection.send(line);
    }

    private void look(WireConnection connection) throws IOException {
        if (!refused.isEmpty() && System.nanoTime() - refusedNanos > CERTAIN_NANOS) {
            refused.forEach(command -> ledger.refuse(command, WireLedger.NO_QUORUM));
            refused.clear();
        }
        long silentNanos = System.nanoTime() - connection.heardNanos();
        if (silentNanos > DEAD_NANOS) {
            throw new IOException("nothing is heard");
        }
        if (silentNanos > SILENCE_NANOS && System.nanoTime() - beatNanos > SILENCE_NANOS) {
            beatNanos = System.nanoTime();
            ask(connection, "PING", new Asked.Life());
        }
    }

    private void sayMore(WireConnection connection) throws IOException {
        WireLedger.Outgoing command = ledger.nextRepeated();
        if (command == null && !isCalming && asked.size() < MOST_ASKED && ledger.dueNanos() <= System.nanoTime()) {
            command = ledger.nextNew();
        }
        if (command != null) {
            ask(connection, command.line(), new Asked.Send(command));
        }
        for (Long report = ledger.nextReport(); report != null; report = ledger.nextReport()) {
            ask(connection, "DONE " + report, new Asked.Report(report, System.nanoTime()));
        }
        while (isTallying && asked.size() < MOST_ASKED) {
            Long tally = ledger.nextTally();
            if (tally == null) {
                break;
            }
            ask(connection, "TALLY " + tally, new Asked.Tally(tally));
        }
    }

    private void hear(WireConnection connection, WireLine line) throws IOException {
        if (line.head().startsWith("*")) {
            onEvent(connection, line);
        } else {
            onResponse(line);
        }
    }

    private void onEvent(WireConnection connection, WireLine line) throws IOException {
        switch (line.head()) {
            case "*HELLO" -> witness.record(new Event.Greeted(line.text("epoch")));
            case "*RANK" -> witness.record(new Event.Promoted(line.promotion(ledger.member())));
            case "*COMMAND" -> {
                got++;
                ledger.receive(line);
            }
            case "*RESULT" -> {
                got++;
                ledger.result(line);
            }
            case "*CLOSED" -> {
                got++;
                ledger.close(line);
            }
            case "*CANCEL" -> got++;
            case "*PING" -> connection.send("PONG " + line.words().get(1));
            case "*BYE" -> onBye(line);
            default -> {
                // Means nothing to it.
            }
        }
    }

    private void onBye(WireLine line) throws IOException {
        if (line.text("code").equals("408")) {
            onEnded(Event.End.FENCED);
        }
        throw new IOException("the server said " + line);
    }

    private void onEnded(Event.End why) {
        isSeated = false;
        session = null;
        got = 0;
        ledger.forget();
        witness.record(new Event.Ended(why));
    }

    private void onResponse(WireLine line) throws IOException {
        Asked what = asked.remove();
        switch (what) {
            case Asked.Place place -> onPlace(line);
            case Asked.Send send -> onSent(send.command(), line);
            case Asked.Report report -> onReported(report, line);
            case Asked.Tally tally -> onTallied(tally, line);
            case Asked.Greeting greeting -> {}
            case Asked.Life life -> {}
        }
    }

    private void onPlace(WireLine line) throws IOException {
        if (line.code() == WireLedger.BAD_SESSION) {
            onEnded(Event.End.FORGOTTEN);
            throw new IOException("the place is gone");
        }
        if (line.isError() && line.code() != WireLedger.GAP) {
            throw new IOException("not back yet: " + line);
        }
        if (session == null) {
            ledger.begin(line.standing().member());
            witness.record(new Event.Joined(line.standing()));
        } else {
            witness.record(new Event.Resumed(line.standing()));
            if (line.has("lost")) {
                witness.record(new Event.Missed(line.number("lost")));
            }
            got = line.number("sent") - line.number("replay");
        }
        session = line.text("session");
        isSeated = true;
        state = "seated";
    }

    private void onSent(WireLedger.Outgoing command, WireLine line) {
        if (line.code() == WireLedger.NO_QUORUM) {
            refused.add(command); // If the connection ends now, nobody knows.
            refusedNanos = System.nanoTime();
        } else if (line.isError()) {
            ledger.refuse(command, line.code());
        } else {
            ledger.accept(command, line);
        }
    }

    private void onReported(Asked.Report report, WireLine line) {
        if (line.code() == WireLedger.NO_QUORUM) {
            ledger.reportLater(report.command(), System.nanoTime() + AGAIN_NANOS);
        } else if (!line.isError()) {
            witness.record(new Event.Confirmed(report.begunNanos()));
        }
    }

    private void onTallied(Asked.Tally tally, WireLine line) {
        if (line.code() == WireLedger.NO_QUORUM) {
            ledger.tally(tally.command());
        } else {
            ledger.tallied(tally.command(), line);
        }
    }
}
