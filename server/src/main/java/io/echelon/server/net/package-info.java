/// Everything that knows Netty: from a byte that arrives (`RequestDecoder`, `MemberHandler`) to a
/// byte that leaves (`Egress`, `LoopMembers`, `Connection`). All of it runs on one event loop.
@NullMarked
package io.echelon.server.net;

import org.jspecify.annotations.NullMarked;
