/// Everything that knows Netty: from a byte that arrives (`ConnectionHandler`) to a byte that
/// leaves (`Egress`, `LoopMembers`, `Outbox`). All of it runs on one event loop.
@NullMarked
package io.echelon.server.net;

import org.jspecify.annotations.NullMarked;
