/// The wire: what a frame may say, how requests are read from bytes and how replies are written to them.
///
/// Nothing here knows a socket, a member or a rule. Start at [Frame], then [RequestParser] and [ReplyWriter].
@NullMarked
package io.echelon.protocol;

import org.jspecify.annotations.NullMarked;
