package io.echelon.testkit.simulation;

import io.echelon.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The commands of one client of which it has no answer, and which it sends again if they have a key.
final class Sends {
    private final Deeds deeds;
    private final Deque<Request.Send> toRepeat = new ArrayDeque<>();
    /// Bodies of those that may have been accepted all the same.
    private final Set<String> undecided = new LinkedHashSet<>();

    Sends(Deeds deeds) {
        this.deeds = deeds;
    }

    static String body(Request.Send send) {
        return new String(send.body(), StandardCharsets.UTF_8);
    }

    /// It was told that this is certainly not carried out.
    void onRefused(Request.Send send) {
        if (!undecided.contains(body(send))) {
            deeds.onRefused(body(send));
        }
        repeatLater(send);
    }

    /// The connection is gone, and the answer with it.
    void onUndecided(Request.Send send) {
        undecided.add(body(send));
        repeatLater(send);
    }

    private void repeatLater(Request.Send send) {
        if (send.key() != null) {
            toRepeat.add(send);
        }
    }

    /// What it sends next, or null if there is nothing to be sent again.
    Request.@Nullable Send next() {
        Request.Send next = toRepeat.poll();
        if (next != null) {
            deeds.onAskedAgain(body(next));
        }
        return next;
    }

    /// The place is gone, and with it the keys.
    void clear() {
        toRepeat.clear();
    }
}
