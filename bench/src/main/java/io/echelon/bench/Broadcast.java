package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;

/// Messages from the senders of each group to all its receivers.
///
/// @param receivers in all; they are spread evenly over the groups
/// @param senders to each group
record Broadcast(Target target, Load load, int bytes, int receivers, int senders, int groups) {
    Phase run(Span span) throws DriveException {
        if (senders > Sentinel.MOST_SENDERS) {
            throw new DriveException("more than " + Sentinel.MOST_SENDERS + " senders cannot be told apart");
        }
        if (receivers < groups) {
            throw new DriveException("there are fewer receivers than groups");
        }
        try (Swarm swarm = new Swarm(target)) {
            Progress.say("connecting " + receivers + " receivers ...");
            List<Link> sending = swarm.open(groups * senders, i -> i / senders);
            for (int group = 0; group < groups; group++) {
                target.dialect().inOrder(sending.subList(group * senders, (group + 1) * senders));
            }
            List<Link> receiving = swarm.openReceivers(receivers, i -> i % groups);
            return span.run(volley(swarm, sending, receiving));
        }
    }

    private Volley volley(Swarm swarm, List<Link> sending, List<Link> receiving) throws DriveException {
        Dialect dialect = target.dialect();
        List<Publisher> publishers = new ArrayList<>();
        for (Link link : sending) {
            byte[] body = Sentinel.body(bytes, link.index() % senders);
            byte[] message = Sentinel.checked(dialect.message(link.group(), senders, body));
            publishers.add(new Publisher(link, load.lane(receiversOf(link.group())), message));
        }
        Volley volley = new Volley(swarm, target, publishers, load, dialect.receiptsPerMessage());
        List<Lane> lanes = publishers.stream().map(Publisher::lane).toList();
        Receivers ear = new Receivers(volley, lanes, senders, receivers);
        sending.forEach(
                link -> link.listen(new Hearing(dialect.receipts(receiversOf(link.group())), volley::onReceipts)));
        receiving.forEach(link -> link.listen(ear));
        return volley;
    }

    private int receiversOf(int group) {
        return receivers / groups + (group < receivers % groups ? 1 : 0);
    }
}
