/// Load on Echelon and on the servers that people use in its place, and what came of it side by side.
@NullMarked
package io.echelon.bench;

import org.jspecify.annotations.NullMarked;
