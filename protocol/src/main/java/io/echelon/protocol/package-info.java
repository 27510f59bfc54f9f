/// The wire: what a frame may say, and how requests and replies are read from bytes and written to them.
///
/// Nothing here knows a socket, a member or a rule. Start at [Frame], then [RequestParser] and [ReplyWriter] for
/// servers,
/// [RequestWriter], [ReplyParser] and [Reply] for clients.
@NullMarked
package io.echelon.protocol;

import org.jspecify.annotations.NullMarked;
