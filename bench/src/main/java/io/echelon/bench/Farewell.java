package io.echelon.bench;

import java.util.List;

/// Has members close their connections, and sees to it that those who stay hear of it.
interface Farewell {
    /// @param nanos from the first close until the last who stays has heard
    /// @param lines that were heard, by all together
    record Told(long nanos, long lines) {}

    /// @param stayers in their order
    Told part(List<Link> leavers, List<Link> stayers) throws DriveException;
}
