package io.echelon.testkit.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Somebody who joins, perhaps sends a command, and goes again in one way or another, over and over.
final class Churner implements Participant {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_STAY_MILLIS = 1_500;
    private static final Duration SOME_GRACE = Duration.ofSeconds(4);

    private final History history;
    private final String name;
    private final String group;
    private final List<InetSocketAddress> servers;
    private final RandomGenerator random;
    private final Thread thread;
    private volatile boolean isEnding;

    Churner(History history, String name, String group, List<InetSocketAddress> servers, RandomGenerator random) {
        this.history = history;
        this.name = name;
        this.group = group;
        this.servers = List.copyOf(servers);
        this.random = random;
        this.thread = new Thread(this::run, "chaos-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void calmDown() {
        isEnding = true;
    }

    @Override
    public boolean isCalm() {
        return !thread.isAlive();
    }

    @Override
    public String pending() {
        return name + ": not gone yet";
    }

    @Override
    public void askTallies() {
        // It has nothing any more that it could ask for.
    }

    @Override
    public void close() {
        calmDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new Pause.StoppedException(interrupted);
        }
    }

    private void run() {
        for (int number = 1; !isEnding; number++) {
            Duration grace = random.nextInt(3) == 0 ? SOME_GRACE : Duration.ZERO;
            Witness witness = history.witness(name + "." + number, group, grace, true);
            InetSocketAddress server = servers.get(random.nextInt(servers.size()));
            try (WireConnection connection = WireConnection.open(server, PATIENCE)) {
                visit(witness, connection);
            } catch (IOException broken) {
                witness.record(new Event.Ended(Event.End.BROKEN));
                Pause.of(Duration.ofMillis(random.nextInt(1, 200)));
            }
        }
    }

    private void visit(Witness witness, WireConnection connection) throws IOException {
        long member = join(witness, connection);
        if (random.nextBoolean()) {
            send(witness, connection, member);
        }
        long untilNanos = System.nanoTime()
                + Duration.ofMillis(random.nextInt(1, MOST_STAY_MILLIS)).toNanos();
        for (String line = connection.line(untilNanos); line != null; line = connection.line(untilNanos)) {
            hear(witness, WireLine.parse(line), member);
        }
        witness.record(new Event.Ended(Event.End.LEFT));
        switch (random.nextInt(4)) {
            case 0 -> connection.send("LEAVE");
            case 1 -> connection.send("QUIT");
            case 2 -> connection.reset();
            default -> {
                // It just closes.
            }
        }
    }

    private long join(Witness witness, WireConnection connection) throws IOException {
        witness.record(new Event.JoinBegun());
        String grace =
                witness.grace().isZero() ? "" : " grace=" + witness.grace().toMillis() + "ms";
        connection.send("HELLO proto=1", "JOIN #j " + group + " name=" + witness.name() + grace);
        WireLine answer = answer(witness, connection, "#j", 0);
        if (answer.isError()) {
            throw new IOException("not now: " + answer);
        }
        witness.record(new Event.Joined(answer.standing()));
        return answer.standing().member();
    }

    private void send(Witness witness, WireConnection connection, long member) throws IOException {
        String key = witness.name() + ".send";
        witness.record(new Event.SendBegun(key, "all", key));
        connection.send("SEND #s all key=" + key + " :" + key);
        WireLine answer = answer(witness, connection, "#s", member);
        if (answer.isError()) {
            witness.record(new Event.Refused(key, answer.code(), answer.code() != WireLedger.NO_QUORUM));
        } else {
            witness.record(new Event.Accepted(
                    key,
                    member,
                    answer.number("id"),
                    (int) answer.number("n"),
                    answer.number("rev"),
                    answer.has("dup")));
        }
    }

    private static WireLine answer(Witness witness, WireConnection connection, String tag, long member)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String line = connection.line(deadline); line != null; line = connection.line(deadline)) {
            WireLine heard = WireLine.parse(line);
            if (heard.words().size() > 1 && heard.words().get(1).equals(tag)) {
                return withoutTag(heard);
            }
            hear(witness, heard, member);
        }
        throw new IOException("no answer in time");
    }

    private static WireLine withoutTag(WireLine line) {
        List<String> words = new ArrayList<>(line.words());
        words.remove(1);
        return new WireLine(words, line.options(), line.body());
    }

    private static void hear(Witness witness, WireLine line, long member) throws IOException {
        switch (line.head()) {
            case "*HELLO" -> witness.record(new Event.Greeted(line.text("epoch")));
            case "*RANK" -> witness.record(new Event.Promoted(line.promotion(member)));
            case "*COMMAND" ->
                witness.record(new Event.Received(
                        member,
                        line.number(1),
                        WireLine.member(line.text("from")),
                        (int) line.number("rank"),
                        line.body()));
            case "*BYE" -> throw new IOException("the server said " + line);
            default -> {
                // Means nothing to it.
            }
        }
    }
}
