package io.echelon.server.gateway;

import io.echelon.core.Input;
import io.echelon.core.Sequencer;

/// The way into the order, and how much of it conversations may use. For the thread that they run on.
public final class Intake {
    private final Sequencer sequencer;
    private boolean hasHeldBack;

    Intake(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    void offer(Input input) {
        sequencer.offer(input);
    }

    /// Whether what is offered now will be in the order soon.
    public boolean isOpen() {
        return sequencer.isAvailable();
    }

    /// Whether what can be refused has to be.
    boolean isFull() {
        return sequencer.isFull();
    }

    /// Whether nothing more is to be read from clients. Not while it is closed: then whatever they say is
    /// refused, which takes no room.
    boolean holdsBack() {
        boolean holdsBack = sequencer.isCongested() && isOpen();
        hasHeldBack |= holdsBack;
        return holdsBack;
    }

    /// Whether somebody was held back who need not be any longer. Once.
    public boolean isRelieved() {
        boolean isRelieved = hasHeldBack && !(sequencer.isCongested() && isOpen());
        hasHeldBack &= !isRelieved;
        return isRelieved;
    }
}
