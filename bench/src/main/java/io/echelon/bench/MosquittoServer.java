package io.echelon.bench;

import java.util.List;

/// Mosquitto, as Debian has it.
record MosquittoServer() implements ServerUnderTest {
    @Override
    public Product product() {
        return Product.MOSQUITTO;
    }

    @Override
    public List<String> programs() {
        return List.of("mosquitto");
    }

    @Override
    public List<String> command(int port) {
        return List.of("mosquitto", "-c", CONFIGURATION);
    }

    @Override
    public List<String> configuration(int port) {
        return List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "max_connections -1",
                "persistence false",
                "max_queued_messages 0",
                "max_inflight_messages 0",
                "set_tcp_nodelay true",
                // Started by root it would become somebody who cannot read this file.
                "user " + System.getProperty("user.name"));
    }

    /// Help begins with it, and ends with a fault.
    @Override
    public List<String> versionCommand() {
        return List.of("sh", "-c", "mosquitto -h || :");
    }

    /// CONNECT with a clean session and no name; CONNACK.
    @Override
    public Greeting greeting() {
        return new Greeting("\020\014\0\004MQTT\004\002\0\074\0\0", "\040\002\0\0");
    }
}
