package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Request;
import java.util.ArrayDeque;
import java.util.List;

/// The requests of one connection that wait for their reply, in the order in which they were sent. Used under
/// the lock of the connection.
final class Unanswered {
    /// @param sentNanos when it was put in line
    record Awaited(Request request, Answer answer, long sentNanos) {}

    private final ArrayDeque<Awaited> line = new ArrayDeque<>();

    int size() {
        return line.size();
    }

    /// Takes note of a request if it will be answered.
    void add(Request request, Answer answer) {
        if (isAnswered(request)) {
            line.add(new Awaited(request, answer, System.nanoTime()));
        }
    }

    private static boolean isAnswered(Request request) {
        return switch (request.verb()) {
            case OUT, PROG, PONG -> request.tag() != null;
            default -> true;
        };
    }

    /// The one that the next reply is for.
    ///
    /// @throws GarbledReplyException if there is none
    Awaited first() throws GarbledReplyException {
        Awaited first = line.peek();
        if (first == null) {
            throw new GarbledReplyException("a reply that nobody asked for");
        }
        return first;
    }

    void removeFirst() {
        line.remove();
    }

    List<Awaited> takeAll() {
        List<Awaited> all = List.copyOf(line);
        line.clear();
        return all;
    }
}
