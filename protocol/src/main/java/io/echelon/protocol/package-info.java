/// Echelon's protocol.
@NullMarked
package io.echelon.protocol;

import org.jspecify.annotations.NullMarked;
