package io.echelon.bench;

import java.util.Locale;

/// What a client of a replicated server is there for.
enum Duty {
    /// To write something small: a command to one member below, a put, a create.
    WRITE,
    /// To take a place in a group, and to give it up again. Echelon only.
    JOIN,
    /// To be the first in a line that all of one place get in.
    LEAD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
