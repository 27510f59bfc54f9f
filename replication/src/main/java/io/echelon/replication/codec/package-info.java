/// How entries and snapshots are written to disk and to other servers. What was ever written is read for
/// ever: golden files in the tests see to it.
@NullMarked
package io.echelon.replication.codec;

import org.jspecify.annotations.NullMarked;
