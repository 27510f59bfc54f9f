package io.echelon.client;

/// A group seen from outside, from [Client#observe] until it is left or the connection ends: it takes no
/// place, and nobody in the group notices. Any thread may call.
public final class Observation extends GroupView {
    Observation(Client client, String group, RosterListener listener) {
        super(client, group, listener);
    }
}
