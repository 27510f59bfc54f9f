package io.echelon.server.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;

/// Options of TCP sockets by their numbers in Linux (`<asm-generic/socket.h>`, `<netinet/tcp.h>`), since
/// Netty knows most of them only for connections, not for the socket that listens.
final class LinuxOption {
    private static final int SOL_SOCKET = 1;
    private static final int SOL_TCP = 6;

    static final ChannelOption<Integer> SO_KEEPALIVE = new IntegerUnixChannelOption("SO_KEEPALIVE", SOL_SOCKET, 9);
    static final ChannelOption<Integer> TCP_NODELAY = new IntegerUnixChannelOption("TCP_NODELAY", SOL_TCP, 1);
    /// In seconds, as all but the last.
    static final ChannelOption<Integer> TCP_KEEPIDLE = new IntegerUnixChannelOption("TCP_KEEPIDLE", SOL_TCP, 4);

    static final ChannelOption<Integer> TCP_KEEPINTVL = new IntegerUnixChannelOption("TCP_KEEPINTVL", SOL_TCP, 5);
    /// A count.
    static final ChannelOption<Integer> TCP_KEEPCNT = new IntegerUnixChannelOption("TCP_KEEPCNT", SOL_TCP, 6);
    /// In milliseconds.
    static final ChannelOption<Integer> TCP_USER_TIMEOUT =
            new IntegerUnixChannelOption("TCP_USER_TIMEOUT", SOL_TCP, 18);

    private LinuxOption() {}
}
