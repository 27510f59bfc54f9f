package io.echelon.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A frame that can not be executed, and the whole answer to it.
///
/// @param details the answer's keys, in order
/// @param text for people; parts of the input stand in it escaped and cut
/// @param closes whether nothing more is read from this peer
public record Malformed(@Nullable String tag, ErrorCode code, List<Detail> details, String text, boolean closes)
        implements Frame {
    public Malformed {
        details = List.copyOf(details);
    }

    /// One `key=value` of an answer.
    public record Detail(String key, String value) {}
}
