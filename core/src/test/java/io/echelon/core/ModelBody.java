package io.echelon.core;

/// A body that is kept, as the [Model] has it.
final class ModelBody {
    final long weight;
    boolean isWaitedWith;
    /// Events that would be told with it.
    int events;
    boolean isGivenUp;

    ModelBody(Body body) {
        this.weight = body.length() + 64L;
    }
}
