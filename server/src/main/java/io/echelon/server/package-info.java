/// The edge: [Server] accepts connections, turns their bytes into inputs of the core and the core's
/// effects into bytes. `net` knows sockets, `gateway` knows the protocol's manners, `sequence` gives
/// inputs their order.
@NullMarked
package io.echelon.server;

import org.jspecify.annotations.NullMarked;
