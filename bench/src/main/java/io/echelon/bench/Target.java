package io.echelon.bench;

import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/// The server that is driven.
final class Target {
    @Option(names = "--system", required = true, description = "What it is: ${COMPLETION-CANDIDATES}")
    private Contender system;

    @Option(names = "--host", description = "Where it listens. Default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(names = "--port", required = true, description = "Where it listens.")
    private int port;

    @Option(names = "--pid", required = true, description = "Its process, whose CPU time and memory are told.")
    private long pid;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    Target() {}

    Contender system() {
        return system;
    }

    Dialect dialect() {
        return system.dialect();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    long pid() {
        return pid;
    }
}
