/// What tests of a running server are made of: a server of their own, and clients that say exactly
/// what the test says and check line by line what they are told.
@NullMarked
package io.echelon.testkit;

import org.jspecify.annotations.NullMarked;
