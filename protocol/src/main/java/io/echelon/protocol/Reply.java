package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// What a server says.
///
/// A body is null where there is none. It is an array of its own, shared with nobody and not compared by
/// `equals`: counted octets as they are, or the bytes of a `:text`.
@SuppressWarnings("ArrayRecordComponent") // A body is opaque octets; no code compares replies.
public sealed interface Reply {
    /// The request was executed.
    ///
    /// @param tag the request's own mark, without the `#`
    record Ok(@Nullable String tag, Fields fields, byte @Nullable [] body) implements Reply {}

    /// The request was not executed.
    ///
    /// @param code its number, which need not be one that [ErrorCode] knows
    /// @param fields what stands behind the name
    /// @param text for people, escaped for reading; "" if none
    record Refused(@Nullable String tag, int code, String name, Fields fields, String text) implements Reply {}

    /// Something was told unasked.
    record Event(EventName event, Fields fields, byte @Nullable [] body) implements Reply {}
}
