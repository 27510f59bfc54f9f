package io.echelon.core;

import java.util.ArrayList;
import java.util.List;

/// All bodies that are kept, as the [Model] has them: those that commands wait with, and in the order
/// in which they came to be kept for nothing else those of events.
final class ModelBodies {
    private long maxBytes;
    private final List<ModelBody> waiting = new ArrayList<>();
    private final List<ModelBody> spare = new ArrayList<>();

    ModelBodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean hasRoomFor(ModelBody body) {
        return weigh(waiting) + body.weight <= maxBytes;
    }

    void beginWaiting(ModelBody body) {
        body.isWaitedWith = true;
        waiting.add(body);
        arrange(body);
    }

    void endWaiting(ModelBody body) {
        body.isWaitedWith = false;
        waiting.remove(body);
        arrange(body);
    }

    void addEvent(ModelBody body) {
        body.events++;
        arrange(body);
    }

    void removeEvent(ModelBody body) {
        body.events--;
        arrange(body);
    }

    private void arrange(ModelBody body) {
        if (body.isWaitedWith || body.events == 0 || body.isGivenUp) {
            spare.remove(body);
        } else if (!spare.contains(body)) {
            spare.add(body);
        }
        giveUpOldest();
    }

    void limitTo(long bytes) {
        maxBytes = bytes;
        giveUpOldest();
    }

    private void giveUpOldest() {
        while (weigh(waiting) + weigh(spare) > maxBytes && !spare.isEmpty()) {
            spare.removeFirst().isGivenUp = true;
        }
    }

    private static long weigh(List<ModelBody> bodies) {
        long bytes = 0;
        for (ModelBody body : bodies) {
            bytes += body.weight;
        }
        return bytes;
    }
}
