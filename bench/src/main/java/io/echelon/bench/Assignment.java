package io.echelon.bench;

import java.util.List;

/// Commands of one sender that all executors answer with DONE; one has reached everybody when it has closed. Echelon
/// only.
record Assignment(Target target, Load load, int bytes, int executors) {
    private static final int GROUP = 0;

    Phase run(Span span) throws DriveException {
        try (Swarm swarm = new Swarm(target)) {
            Progress.say("connecting " + executors + " executors ...");
            Link sender = target.dialect().inOrder(swarm.open(1, i -> GROUP)).getFirst();
            List<Link> executing =
                    swarm.open(executors, i -> GROUP, group -> EchelonDialect.joining(group, load.inFlight()));
            Lane lane = load.lane(1);
            byte[] command = Sentinel.checked(target.dialect().message(GROUP, 1, Sentinel.body(bytes, 0)));
            Volley volley = new Volley(swarm, target, List.of(new Publisher(sender, lane, command)), load, 0);
            sender.listen(new Hearing(new ResultAnswers(executors), closed -> onClosed(closed, lane, volley)));
            executing.forEach(link -> link.listen(new Executor()));
            return span.run(volley);
        }
    }

    private static void onClosed(int count, Lane lane, Volley volley) throws DriveException {
        for (int i = 0; i < count; i++) {
            lane.onReceived(lane.reached());
            volley.onReached(lane);
        }
        volley.goOn();
    }
}
