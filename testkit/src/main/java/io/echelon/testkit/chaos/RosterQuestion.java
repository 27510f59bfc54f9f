package io.echelon.testkit.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Somebody who looks on at a group, to see whom one server lists.
final class RosterQuestion {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RosterQuestion() {}

    static Event.Listed ask(ClusterNode node, String group) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (WireConnection connection = WireConnection.open(node.address(), PATIENCE)) {
            connection.send("HELLO proto=1", "JOIN " + group + " observe=yes", "WHO");
            for (String line = connection.line(deadline); line != null; line = connection.line(deadline)) {
                WireLine heard = WireLine.parse(line);
                if (heard.has("n")) {
                    String count = heard.words().getLast();
                    String list =
                            connection.counted(Integer.parseInt(count.substring(1, count.length() - 1)), deadline);
                    return new Event.Listed(heard.number("rev"), members(String.valueOf(list)));
                }
                if (heard.isError()) {
                    throw new IOException(node + " does not list " + group + ": " + line);
                }
            }
            throw new IOException(node + " does not list " + group);
        }
    }

    private static List<Event.Listed.Member> members(String list) {
        List<Event.Listed.Member> members = new ArrayList<>();
        for (String line : list.split("\n", -1)) {
            if (!line.isEmpty()) {
                WireLine member = WireLine.parse(line);
                members.add(new Event.Listed.Member(
                        WireLine.member(member.head()),
                        (int) member.number("rank"),
                        member.text("state").equals("away")));
            }
        }
        return members;
    }
}
