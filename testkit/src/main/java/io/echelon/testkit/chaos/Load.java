package io.echelon.testkit.chaos;

import io.echelon.client.Backoff;
import io.echelon.client.ClientOptions;
import io.echelon.client.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The clients of a run, spread over all servers.
final class Load implements AutoCloseable {
    private static final List<String> GROUPS = List.of("red", "blue");
    private static final Duration LIST_PATIENCE = Duration.ofSeconds(20);
    private static final int MORE_LISTS = 5;
    private static final Duration LIST_AGAIN = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration SELDOM = Duration.ofMillis(1_500);
    private static final int SENDERS = 2;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

    private final History history;
    private final ClusterProcesses cluster;
    private final Random random;
    private final List<Participant> participants = new ArrayList<>();

    Load(History history, ClusterProcesses cluster, long seed) {
        this.history = history;
        this.cluster = cluster;
        this.random = new Random(seed);
        addGroup(GROUPS.getFirst(), 6, 6, 3);
        addGroup(GROUPS.getLast(), 4, 4, 2);
    }

    private void addGroup(String group, int library, int wire, int churners) {
        for (int number = 1; number <= Math.max(library, wire); number++) {
            Duration every = number <= SENDERS ? OFTEN : SELDOM;
            if (number <= library) {
                Witness witness = history.witness(group + "-library-" + number, group, GRACE, false);
                participants.add(new LibraryMember(witness, options(), every));
            }
            if (number <= wire) {
                Witness witness = history.witness(group + "-wire-" + number, group, GRACE, true);
                participants.add(new WireMember(witness, shuffled(), every));
            }
        }
        for (int number = 1; number <= churners; number++) {
            participants.add(
                    new Churner(history, group + "-guest-" + number, group, shuffled(), new Random(random.nextLong())));
        }
    }

    private List<InetSocketAddress> shuffled() {
        List<InetSocketAddress> servers = new ArrayList<>(
                cluster.nodes().stream().map(ClusterNode::address).toList());
        Collections.shuffle(servers, random);
        return servers;
    }

    private ClientOptions options() {
        List<ServerAddress> servers = shuffled().stream()
                .map(address -> new ServerAddress(address.getHostString(), address.getPort()))
                .toList();
        return new ClientOptions(servers, CONNECT_PATIENCE, Duration.ofSeconds(10), BACKOFF);
    }

    int size() {
        return participants.size();
    }

    void start() {
        participants.forEach(Participant::start);
    }

    /// Waits until all have what they asked for, and asks how their commands stand and who is there.
    ///
    /// @return who is not at rest after that time, and what it waits for; empty if all is well
    List<String> settle(Duration patience) throws IOException {
        participants.forEach(Participant::calmDown);
        Pause.until(patience, () -> participants.stream().allMatch(Participant::isCalm));
        participants.forEach(Participant::askTallies);
        Pause.until(patience, () -> participants.stream().allMatch(Participant::isCalm));
        for (String group : GROUPS) {
            list(group);
        }
        return participants.stream()
                .filter(participant -> !participant.isCalm())
                .map(Participant::pending)
                .toList();
    }

    /// Writes down whom each server lists, once guests are gone that had some grace.
    private void list(String group) throws IOException {
        long deadline = System.nanoTime() + LIST_PATIENCE.toNanos();
        Map<ClusterNode, Event.Listed> lists = lists(group);
        while (!isSettled(lists.values()) && System.nanoTime() - deadline < 0) {
            Pause.of(LIST_AGAIN);
            lists = lists(group);
        }
        for (int more = 0; more < MORE_LISTS && Set.copyOf(lists.values()).size() > 1; more++) {
            Pause.of(LIST_AGAIN); // Somebody's grace may have ended between two of them.
            lists = lists(group);
        }
        lists.forEach((node, listed) ->
                history.witness("list of " + node, group, Duration.ZERO, true).record(listed));
    }

    private Map<ClusterNode, Event.Listed> lists(String group) throws IOException {
        Map<ClusterNode, Event.Listed> lists = new LinkedHashMap<>();
        for (ClusterNode node : cluster.nodes()) {
            lists.put(node, RosterQuestion.ask(node, group));
        }
        return lists;
    }

    private static boolean isSettled(Collection<Event.Listed> lists) {
        return Set.copyOf(lists).size() == 1
                && lists.stream().noneMatch(listed -> listed.members().stream().anyMatch(Event.Listed.Member::isAway));
    }

    @Override
    public void close() {
        participants.forEach(Participant::close);
    }
}
