package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import java.util.List;

/// How one system is greeted, listened to and published by. A group is what a message reaches as a whole: a channel, a
/// subject, a topic. Stateless.
sealed interface Dialect permits EchelonDialect, RedisDialect, NatsDialect, MqttDialect {
    int ANY_RECEIVERS = -1;

    /// What a connection says first; once that is answered, it counts.
    Exchange greeting(int group);

    /// What a server may answer to that: for rehearsals.
    byte[] answerToGreeting();

    /// What makes it hear what is published to the group; empty where the greeting did.
    Exchange subscription(int group);

    /// What publishes `body` to a group.
    ///
    /// @param senders how many publish to this group; they came first, before its receivers
    byte[] message(int group, int senders, byte[] body);

    /// Reads what one connection hears until it only receives.
    Answers answers();

    /// Reads what a connection hears that publishes.
    ///
    /// @param receivers how many each message must be said to have reached, where the system says it;
    ///     [#ANY_RECEIVERS] if it does not matter
    Answers receipts(int receivers);

    /// How many good answers [#receipts] counts for each message.
    int receiptsPerMessage();

    /// Answers what the server asks of every client, if that is in what has come. Consumes nothing.
    default void oblige(Link link, ByteBuf bytes) {}

    /// Those who came first to a group that was empty, by their ranks where there are ranks.
    ///
    /// @throws DriveException if they were told other ranks
    default List<Link> inOrder(List<Link> members) throws DriveException {
        return members;
    }

    /// How those who stay hear of those who leave.
    default Farewell farewell(Swarm swarm) {
        return new NoticeFarewell(swarm, this);
    }
}
