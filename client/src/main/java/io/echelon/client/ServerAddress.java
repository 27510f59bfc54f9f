package io.echelon.client;

import io.echelon.protocol.VisibleText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server listens.
///
/// @param host a name or an address, not empty
/// @param port 1 to 65,535
public record ServerAddress(String host, int port) {
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<ipv6>[^\\[\\]]+)]|(?<host>[^:\\[\\],]+))(?::(?<port>\\d{1,5}))?");

    /// @throws IllegalArgumentException if something is out of range
    public ServerAddress {
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + LARGEST_PORT + ", not " + port);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a host has a name");
        }
    }

    /// @param address `host`, `host:port` or `[IPv6]:port`
    /// @throws IllegalArgumentException if it is none of these
    public static ServerAddress parse(String address) {
        Matcher parts = FORM.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "an address is host, host:port or [IPv6]:port, not \"" + VisibleText.escape(address) + "\"");
        }
        String host = parts.group("ipv6") == null ? parts.group("host") : parts.group("ipv6");
        String port = parts.group("port");
        return new ServerAddress(host, port == null ? ClientOptions.DEFAULT_PORT : Integer.parseInt(port));
    }

    /// `host:port`, as it is parsed.
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
