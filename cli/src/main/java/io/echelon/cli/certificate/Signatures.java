package io.echelon.cli.certificate;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/// How keys of each kind sign.
final class Signatures {
    private static final byte[] ANYTHING = {1};

    private Signatures() {}

    /// The name that the JDK has for it.
    static String algorithm(Key key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    /// Whether the one signs what the other verifies.
    ///
    /// @throws GeneralSecurityException if they are of different kinds, or of one that does not sign
    static boolean belongTogether(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }
}
