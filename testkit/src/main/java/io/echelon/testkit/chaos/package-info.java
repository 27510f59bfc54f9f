/// Real servers in processes of their own, killed, frozen, cut off and started again under a load of real
/// clients; and what has to hold of everything that the clients were told.
@NullMarked
package io.echelon.testkit.chaos;

import org.jspecify.annotations.NullMarked;
