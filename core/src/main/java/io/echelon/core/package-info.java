/// The rules: who is ranked where, who executes what.
@NullMarked
package io.echelon.core;

import org.jspecify.annotations.NullMarked;
