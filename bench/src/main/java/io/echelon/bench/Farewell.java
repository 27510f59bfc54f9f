package io.echelon.bench;

import java.util.List;

/// Has members close their connections, and sees to it that those who stay hear of it.
interface Farewell {
    /// @param nanos from the first close until the last who stays has heard
    /// @param lines that were heard, by all together
    record Told(long nanos, long lines) {}

    /// The members by their ranks, where there are ranks.
    List<Link> inOrder(List<Link> members) throws DriveException;

    /// @param stayers in their order
    Told part(List<Link> leavers, List<Link> stayers) throws DriveException;
}
