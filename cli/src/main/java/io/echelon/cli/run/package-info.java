/// Programs that run on condition: in a process group of their own, under a lease, and with a guard that ends
/// them when the lease does or when this process is gone. Knows nothing of ranks.
@NullMarked
package io.echelon.cli.run;

import org.jspecify.annotations.NullMarked;
