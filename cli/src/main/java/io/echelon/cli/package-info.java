/// Echelon's cli.
@NullMarked
package io.echelon.cli;

import org.jspecify.annotations.NullMarked;
