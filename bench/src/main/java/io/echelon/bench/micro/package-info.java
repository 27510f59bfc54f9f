/// Microbenchmarks of what every frame and every command passes through.
@NullMarked
package io.echelon.bench.micro;

import org.jspecify.annotations.NullMarked;
