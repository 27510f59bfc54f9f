/// Certificates for development and the files that they are in. Knows nothing of servers.
@NullMarked
package io.echelon.cli.certificate;

import org.jspecify.annotations.NullMarked;
