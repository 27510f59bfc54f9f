/// The `echelon` command: the only room that reads options, prints and exits.
@NullMarked
package io.echelon.cli;

import org.jspecify.annotations.NullMarked;
