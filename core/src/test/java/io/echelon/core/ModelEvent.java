package io.echelon.core;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A counted event as the [Model] has it.
///
/// @param index from 0 at the JOIN
/// @param text as it is told to a member
/// @param body null if the event has none
record ModelEvent(
        long index,
        Function<ModelMember, String> text,
        @Nullable ModelBody body) {
    boolean isLost() {
        return body != null && body.isGivenUp;
    }
}
