package io.echelon.bench;

import java.util.Locale;

/// A system that can be driven.
enum Contender {
    ECHELON,
    REDIS,
    NATS,
    MQTT;

    Dialect dialect() {
        return switch (this) {
            case ECHELON -> new EchelonDialect();
            case REDIS -> new RedisDialect();
            case NATS -> new NatsDialect();
            case MQTT -> new MqttDialect();
        };
    }

    /// As on the command line and in raw lines.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
