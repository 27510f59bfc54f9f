package io.echelon.bench;

import java.util.List;

/// Echelon's: everybody is told a new rank by the server itself.
final class RankFarewell implements Farewell {
    private final Swarm swarm;

    RankFarewell(Swarm swarm) {
        this.swarm = swarm;
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
        EchelonDialect.checkRanks(stayers);
        return told;
    }
}
