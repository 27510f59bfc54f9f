/// What a server does for one connection, apart from sockets: who is greeted how, which request
/// becomes which input, in which order answers leave, and how each line reads.
@NullMarked
package io.echelon.server.gateway;

import org.jspecify.annotations.NullMarked;
