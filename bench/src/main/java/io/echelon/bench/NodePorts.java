package io.echelon.bench;

/// Where a node of a replicated server listens, on loopback.
///
/// @param client for clients
/// @param peers for the other nodes
/// @param election for the other nodes too, where a server wants one more
record NodePorts(int client, int peers, int election) {}
