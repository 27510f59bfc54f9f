/// The in-memory order of inputs: one process, no disk.
@NullMarked
package io.echelon.server.sequence;

import org.jspecify.annotations.NullMarked;
