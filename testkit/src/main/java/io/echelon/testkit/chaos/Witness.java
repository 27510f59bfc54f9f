package io.echelon.testkit.chaos;

import java.time.Duration;

/// A client whose doings are written into a [History]. Any thread may record.
public final class Witness {
    private final History history;
    private final String name;
    private final String group;
    private final Duration grace;
    private final boolean hearsInOneOrder;

    Witness(History history, String name, String group, Duration grace, boolean hearsInOneOrder) {
        this.history = history;
        this.name = name;
        this.group = group;
        this.grace = grace;
        this.hearsInOneOrder = hearsInOneOrder;
    }

    /// Writes down what has just happened, or is about to.
    public void record(Event event) {
        history.add(this, event);
    }

    public String name() {
        return name;
    }

    /// The only one that it is ever in.
    public String group() {
        return group;
    }

    /// Zero if it does not come back.
    public Duration grace() {
        return grace;
    }

    /// Whether it writes down events of all kinds in the order in which they came to it. A client with
    /// several threads does so for events of one kind only.
    public boolean hearsInOneOrder() {
        return hearsInOneOrder;
    }

    @Override
    public String toString() {
        return name;
    }
}
