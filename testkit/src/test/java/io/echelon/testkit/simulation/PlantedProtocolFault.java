package io.echelon.testkit.simulation;

import java.util.function.Supplier;

/// A mistake that somebody could have made between the core and the clients.
///
/// @param sentence what is wrong
/// @param flaws makes a cluster that has it; one for each run
record PlantedProtocolFault(String sentence, Supplier<Flaws> flaws) {}
