package io.echelon.client;

import java.util.Locale;

/// How a [Membership] stands.
///
/// ```text
/// CONNECTING ──▶ MEMBER ◀──▶ AWAY          with a grace time
///      │            │           │
///      └▶ WAITING ──┤           ▼
///            │      └────────▶ LOST ──▶ CONNECTING, if it joins anew, else the end
///            └─────────────────▶
/// ```
///
/// LEFT follows whatever was before [Membership#leave] or [Client#close], and is the end.
public enum MembershipState {
    /// No place yet, or none any more and the client is about to take a new one.
    CONNECTING,
    /// The group is full: in line for a place, at a position that [MembershipListener#onWaiting] hears.
    WAITING,
    /// It has a place, and is connected.
    MEMBER,
    /// The connection broke, the grace time runs, and the client tries to come back. The place is certainly
    /// its own as long as [Membership#lease] says, and may be after that.
    AWAY,
    /// The place is gone. Either CONNECTING follows at once, or nothing.
    LOST,
    /// Given up by the program.
    LEFT;

    /// In lower case: `away`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
