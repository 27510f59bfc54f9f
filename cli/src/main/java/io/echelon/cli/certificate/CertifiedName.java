package io.echelon.cli.certificate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// A name or an address under which a server may be reached, as its certificate says.
///
/// @param text as in `db1.example.org`, or an address in the one way that certificates have it
public record CertifiedName(String text, boolean isAddress) {
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern NAME = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern ADDRESS_4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern ADDRESS_6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9.]+");

    /// As X.509 numbers the kinds of names.
    private static final int KIND_NAME = 2;

    private static final int KIND_ADDRESS = 7;

    /// @param text a name, whose first part may be `*`, or an address of IPv4 or IPv6; nothing is looked up
    /// @throws IllegalArgumentException if it is neither
    public static CertifiedName parse(String text) {
        if (ADDRESS_4.matcher(text).matches() || ADDRESS_6.matcher(text).matches()) {
            return new CertifiedName(canonical(text), true);
        }
        boolean isName = NAME.matcher(text).matches() && text.length() <= MAX_LENGTH;
        if (!isName || ALL_DIGITS.matcher(text).matches()) {
            throw neither(text);
        }
        return new CertifiedName(text, false);
    }

    private static String canonical(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException wrong) {
            throw neither(address);
        }
    }

    private static IllegalArgumentException neither(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is neither a host's name (letters, digits, dots and hyphens)" + " nor an address");
    }

    /// Those that a certificate is for, in its order.
    ///
    /// @throws IOException if what it says about them cannot be read
    static List<CertifiedName> of(X509Certificate certificate) throws IOException {
        List<CertifiedName> names = new ArrayList<>();
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            for (List<?> name : found == null ? List.<List<?>>of() : found) {
                if (name.get(0).equals(KIND_NAME) || name.get(0).equals(KIND_ADDRESS)) {
                    names.add(
                            new CertifiedName((String) name.get(1), name.get(0).equals(KIND_ADDRESS)));
                }
            }
        } catch (CertificateParsingException broken) {
            throw new IOException("the names in the server's certificate cannot be read", broken);
        }
        return names;
    }
}
