package io.echelon.bench;

import java.util.Comparator;
import java.util.List;

/// Echelon's: everybody is told a new rank by the server itself.
final class RankFarewell implements Farewell {
    private final Swarm swarm;

    RankFarewell(Swarm swarm) {
        this.swarm = swarm;
    }

    @Override
    public List<Link> inOrder(List<Link> members) throws DriveException {
        List<Link> ordered =
                members.stream().sorted(Comparator.comparingInt(Link::rank)).toList();
        check(ordered, "is told");
        return ordered;
    }

    @Override
    public Told part(List<Link> leavers, List<Link> stayers) throws DriveException {
        RankLines lines = new RankLines(stayers);
        Told told = swarm.await(() -> {
            stayers.forEach(link -> link.listen(lines));
            long start = System.nanoTime();
            leavers.forEach(Link::close);
            return lines.complete().thenApply(end -> new Told(end - start, lines.count()));
        });
        swarm.exchange(stayers, link -> EchelonDialect.ME);
        check(stayers, "says it has");
        return told;
    }

    private static void check(List<Link> ordered, String how) throws DriveException {
        for (int rank = 0; rank < ordered.size(); rank++) {
            if (ordered.get(rank).rank() != rank) {
                throw new DriveException("a member " + how + " rank "
                        + ordered.get(rank).rank() + ", and it is " + rank + " of " + ordered.size());
            }
        }
    }
}
