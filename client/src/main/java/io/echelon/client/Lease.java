package io.echelon.client;

import java.time.Duration;

/// Until when a place is certainly the member's own, as far as this client can know by itself.
///
/// The server cannot have given anybody the rank of the place, or promoted anybody past it, before
/// [#expiresNanos]: it carried out a request that was sent at [#confirmedNanos] or later, and from the end
/// of a connection on it keeps the place for the grace time. It holds
///
/// - as long as the member itself does not give the place up (LEAVE, QUIT, YIELD, a second client with its
///   session), and no operator takes it away,
/// - as long as the server keeps its state: one that has started anew knows no places, and its
///   [Client#epoch] is another,
/// - as far as the two machines count seconds alike; and [System#nanoTime] may stand still while a machine
///   is suspended. Take off what that may come to.
///
/// Whoever does something by right of the rank takes a lease first, and looks at the time afterwards: what
/// was done before [#expiresNanos] was done in time. Where the receiver can compare, [Place#token] is the
/// stronger proof.
///
/// @param place that it is for
/// @param confirmedNanos of [System#nanoTime]: when the last request was sent that the server has answered
/// @param grace zero where the place is not kept, or gone: then nothing is certain at any time
public record Lease(Place place, long confirmedNanos, Duration grace) {
    /// Of [System#nanoTime], to be compared by subtraction only.
    public long expiresNanos() {
        return confirmedNanos + grace.toNanos();
    }

    /// What is left of it at a moment, negative when it is over.
    ///
    /// @param nowNanos of [System#nanoTime]
    public Duration left(long nowNanos) {
        return Duration.ofNanos(expiresNanos() - nowNanos);
    }

    /// Whether the place is certainly the member's own now.
    public boolean isValid() {
        return expiresNanos() - System.nanoTime() > 0;
    }
}
