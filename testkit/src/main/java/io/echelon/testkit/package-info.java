/// Echelon's testkit.
@NullMarked
package io.echelon.testkit;

import org.jspecify.annotations.NullMarked;
