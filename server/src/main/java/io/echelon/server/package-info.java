/// Echelon's server.
@NullMarked
package io.echelon.server;

import org.jspecify.annotations.NullMarked;
