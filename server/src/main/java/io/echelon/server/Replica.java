package io.echelon.server;

import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// A sequencer that lives outside of the server, and keeps one order together with others of its kind. It
/// is closed by whoever made it, after the server.
public interface Replica {
    /// Changes whenever the state was lost that coming back would need; the same at all servers of a
    /// cluster. Known before [#attach].
    String epoch();

    /// Begins to publish to a server. Once, on its event loop, before it listens.
    ///
    /// What is published first is a [Publisher#restart], within this call or any time later: the server
    /// listens once that is carried out.
    ///
    /// @param edge runs what it is given on the event loop, in its order; rejects everything once the server
    ///     is closed
    /// @param publisher to be called on the event loop only; the [Effects] are the caller's again when it
    ///     returns. What it throws is a bug
    /// @param onFailure told once of a bug of the replica, the core or the publisher, after which nothing is
    ///     published and every input is dropped. Any thread may call
    /// @return what inputs are offered to, and asked whether it takes them, on the event loop: it must not
    ///     block
    Sequencer attach(Executor edge, Publisher publisher, Consumer<Throwable> onFailure);

    /// Where clients find the servers of the cluster, this one included, each as `host:port`; empty when it
    /// is alone. May change at any time; asked on the event loop.
    List<String> clientAddresses();

    /// What its operator may ask. Always the same, and known before [#attach].
    ClusterControl control();
}
