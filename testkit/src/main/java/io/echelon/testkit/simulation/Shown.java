package io.echelon.testkit.simulation;

import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;

/// What is said on a connection, for the journal: the same in every run with the same seed.
final class Shown {
    private Shown() {}

    static String request(Request request) {
        return switch (request) {
            case Request.Send send -> "SEND " + send.target() + " key=" + send.key() + " :" + Sends.body(send);
            case Request.Done done -> "DONE " + done.command();
            case Request.Join join -> "JOIN " + join.group() + " grace=" + join.graceMillis();
            case Request.Resume resume -> "RESUME got=" + resume.got();
            case Request other -> other.verb().name();
        };
    }

    static String reply(Reply reply) {
        return reply instanceof Reply.Refused told ? told.code() + " " + told.name() : "OK";
    }
}
