package io.echelon.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a client may connect: to the servers that it was told of by its user, in their order, and behind
/// them to those that the last server has named. For one thread at a time.
final class Servers {
    /// Of those that a server names.
    private static final int MOST_LEARNED = 16;

    private final List<ServerAddress> configured;
    private List<ServerAddress> all;
    private @Nullable ServerAddress attempted;
    private ServerAddress next;

    Servers(List<ServerAddress> configured) {
        this.configured = configured;
        this.all = configured;
        this.next = configured.get(0);
    }

    int count() {
        return all.size();
    }

    /// Where the next attempt goes, which is the last one from then on.
    ServerAddress attempt() {
        attempted = next;
        return next;
    }

    /// The next attempt goes elsewhere than the last one, if there is anywhere else.
    void advance() {
        if (next.equals(attempted)) {
            next = all.get((all.indexOf(next) + 1) % all.size());
        }
    }

    /// Forgets what was learned before.
    ///
    /// @param addresses as a server names them, with commas between them; what is no address counts for
    ///     nothing
    void learn(@Nullable String addresses) {
        Set<ServerAddress> known = new LinkedHashSet<>(configured);
        int most = configured.size() + MOST_LEARNED;
        for (String address : addresses == null ? new String[0] : addresses.split(",", -1)) {
            ServerAddress parsed = parse(address);
            if (parsed != null && known.size() < most) {
                known.add(parsed);
            }
        }
        all = new ArrayList<>(known);
    }

    private static @Nullable ServerAddress parse(String address) {
        try {
            return ServerAddress.parse(address);
        } catch (IllegalArgumentException garbage) {
            return null;
        }
    }
}
