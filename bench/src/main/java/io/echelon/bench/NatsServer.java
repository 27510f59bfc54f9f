package io.echelon.bench;

import java.util.List;

/// NATS, as Debian has it: without streams.
record NatsServer() implements ServerUnderTest {
    @Override
    public Product product() {
        return Product.NATS;
    }

    @Override
    public List<String> programs() {
        return List.of("nats-server");
    }

    @Override
    public List<String> command(int port) {
        return List.of("nats-server", "--config", CONFIGURATION);
    }

    @Override
    public List<String> configuration(int port) {
        return List.of(
                "listen: \"127.0.0.1:" + port + "\"",
                "max_connections: 65536",
                "write_deadline: \"60s\"",
                "max_pending: 268435456",
                "ping_interval: \"10m\"");
    }

    @Override
    public List<String> versionCommand() {
        return List.of("nats-server", "--version");
    }

    @Override
    public Greeting greeting() {
        return new Greeting("", "INFO ");
    }
}
