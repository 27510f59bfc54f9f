package io.echelon.client;

import org.jspecify.annotations.Nullable;

/// A membership has come from one state into another.
///
/// @param place that it has, or had; null if there was none yet
/// @param cause of AWAY and LOST, else null
public record StateChange(
        MembershipState from,
        MembershipState to,
        @Nullable Place place,
        @Nullable ConnectionLostException cause) {}
