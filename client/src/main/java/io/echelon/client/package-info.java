/// The Java client: a program's place in a group, from connecting to leaving.
///
/// Start at [Client]. A client has a thread that reads, one that writes and one that keeps the connection; none
/// ever runs code of the user's. That runs on up to three others: one for commands, one for what a listener
/// hears, one for what becomes of what was sent. Each of them does one thing at a time, in order; between them
/// there is no order. All of them are daemons and end with the client.
@NullMarked
package io.echelon.client;

import org.jspecify.annotations.NullMarked;
