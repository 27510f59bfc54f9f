package io.echelon.client;

import io.echelon.protocol.Fields;

/// A group seen from outside, from [Client#observe] until it is left or the connection ends, after which
/// the client does not connect again: it takes no place, and nobody in the group notices. Any thread may
/// call.
public final class Observation extends GroupView {
    Observation(Client client, String group, RosterListener listener) {
        super(client, group, listener);
    }

    @Override
    void onEntered(Fields fields, Connection connection) {
        line(connection);
    }
}
