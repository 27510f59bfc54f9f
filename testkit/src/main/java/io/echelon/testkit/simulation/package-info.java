/// A cluster in one thread: the production core, replication and conversations over a simulated log, network
/// and clock, with faults, and with programs that check whatever they are told. One seed decides everything.
@NullMarked
package io.echelon.testkit.simulation;

import org.jspecify.annotations.NullMarked;
