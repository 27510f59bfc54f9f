package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// What a [RequestParser] finds in the bytes of a peer: a [Request], or why it is none.
public sealed interface Frame permits Request, Malformed {
    /// The peer's own mark for its request, without the `#`, to be echoed on the one response.
    @Nullable
    String tag();
}
