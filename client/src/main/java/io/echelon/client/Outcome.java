package io.echelon.client;

import java.util.Locale;

/// The state of a command at one of its targets.
public enum Outcome {
    /// Not sent yet.
    WAITING,
    /// Sent; no word yet.
    SENT,
    /// The executor has said that it has taken it.
    RUNNING,
    /// Executed, by the executor's own word.
    DONE,
    /// Tried in vain, by the executor's own word.
    FAILED,
    /// Not executed, by the executor's own word.
    REFUSED,
    /// Called back before it was sent: certainly not executed.
    CANCELLED,
    /// Its time ran out before it was sent: certainly not executed.
    EXPIRED,
    /// Its target left before it was sent: certainly not executed.
    UNDELIVERED,
    /// Routed to a member that reports no results, which is all that can be known of it.
    DELIVERED,
    /// Sent, and no verdict came: it may have run wholly, partly or not at all. Also every state of a later
    /// server that this client does not know.
    UNKNOWN;

    /// As the wire has it: `done`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome withKey(String key) {
        for (Outcome outcome : values()) {
            if (outcome.key().equals(key)) {
                return outcome;
            }
        }
        return UNKNOWN;
    }
}
