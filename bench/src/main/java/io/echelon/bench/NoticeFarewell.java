package io.echelon.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where there are no ranks: as soon as the leavers have closed, one message is published to all who stay.
final class NoticeFarewell implements Farewell {
    private static final int GROUP = 0;

    /// About as long as a line that tells a rank.
    private static final int NOTICE_BYTES = 60;

    private final Swarm swarm;
    private final Dialect dialect;
    private @Nullable Link publisher;

    NoticeFarewell(Swarm swarm, Dialect dialect) {
        this.swarm = swarm;
        this.dialect = dialect;
    }

    @Override
    public Told part(List<Link> leavers, List<Link> stayers) throws DriveException {
        Link announcer = publisher();
        byte[] notice = Sentinel.checked(dialect.message(GROUP, 1, Sentinel.body(NOTICE_BYTES, 0)));
        return swarm.await(() -> {
            CompletableFuture<Long> complete = new CompletableFuture<>();
            Ear counter = counter(stayers.size(), complete);
            stayers.forEach(link -> link.listen(counter));
            long start = System.nanoTime();
            leavers.forEach(Link::close);
            announcer.say(notice);
            return complete.thenApply(end -> new Told(end - start, stayers.size()));
        });
    }

    private Link publisher() throws DriveException {
        if (publisher == null) {
            publisher = swarm.open(1, i -> GROUP).getFirst();
            publisher.listen(new Hearing(dialect.receipts(Dialect.ANY_RECEIVERS), good -> {}));
        }
        return publisher;
    }

    private static Ear counter(int receivers, CompletableFuture<Long> complete) {
        int[] missing = {receivers};
        return (link, bytes) -> {
            if (Sentinel.find(bytes, bytes.readerIndex(), bytes.writerIndex()) >= 0) {
                missing[0]--;
            }
            if (missing[0] == 0) {
                complete.complete(System.nanoTime());
            }
        };
    }
}
