package io.echelon.cli.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate with its key: what somebody needs to show who it is.
record Identity(X509Certificate certificate, PrivateKey key) {}
