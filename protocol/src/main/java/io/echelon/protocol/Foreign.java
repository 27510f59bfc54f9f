package io.echelon.protocol;

import java.util.List;

/// Telling TLS and HTTP from this protocol by a connection's first bytes.
final class Foreign {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final List<String> METHODS =
            List.of("GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "CONNECT ", "OPTIONS ", "TRACE ", "PATCH ", "PRI ");

    private Foreign() {}

    static boolean isTls(byte first) {
        return first == TLS_HANDSHAKE;
    }

    /// Whether a complete line is an HTTP request line: a method first, the version last.
    static boolean isHttp(byte[] bytes, int from, int to) {
        int version = to;
        while (version > from && bytes[version - 1] != ' ') {
            version--;
        }
        return Ascii.startsWith(bytes, version, to, "HTTP/") && beginsWithMethod(bytes, from, to);
    }

    /// Whether more bytes could still make it an HTTP request line.
    static boolean mayBecomeHttp(byte[] bytes, int from, int to) {
        for (String method : METHODS) {
            int common = Math.min(method.length(), to - from);
            if (Ascii.startsWith(bytes, from, to, method.substring(0, common))) {
                return true;
            }
        }
        return false;
    }

    static boolean beginsWithMethod(byte[] bytes, int from, int to) {
        for (String method : METHODS) {
            if (Ascii.startsWith(bytes, from, to, method)) {
                return true;
            }
        }
        return false;
    }

    static Malformed tls() {
        return refusal("this port speaks no TLS; connect without it");
    }

    static Malformed http() {
        return refusal("this is not an HTTP port; it speaks echelon/1, a line protocol");
    }

    private static Malformed refusal(String text) {
        return new Malformed(null, ErrorCode.BAD_FRAME, List.of(), text, true);
    }
}
