/// A sequencer that keeps the order of inputs on disk, alone or together with other servers: whatever was
/// answered survives the end of the process, and with three or five servers that of a minority of them.
///
/// The order is a log, kept by Apache Ratis (Raft). Each server applies the same [Entry]s to its own
/// [ReplicatedState] and hands what follows to its own edge.
///
/// - **node**: one server of those that keep the log, known by its name
/// - **peer address**: where a node listens for the others
/// - **gateway**: one run of a server process, as far as clients are concerned: its connections are the
///   state's until it is lost
/// - **proposal**: an entry that is to get into the log
/// - **entry**: what is in it
/// - **founding**: the first entry, which gives the state its epoch
///
/// Read on in this order: [Entry], [ReplicatedState], [Proposals], [Leadership], [RaftSequencer], [RaftNode].
@NullMarked
package io.echelon.replication;

import org.jspecify.annotations.NullMarked;
