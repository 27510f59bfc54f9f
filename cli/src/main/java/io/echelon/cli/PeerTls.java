package io.echelon.cli;

import java.nio.file.Path;

/// What a server shows other servers, and by what it knows them: files in PEM that have been looked at.
///
/// @param certificate its own, perhaps with those by which the authority has certified it
/// @param key that of its certificate, in PKCS#8
/// @param authority the certificate that others are certified by
record PeerTls(Path certificate, Path key, Path authority) {}
