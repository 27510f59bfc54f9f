package io.echelon.bench;

import java.util.Locale;

/// A system that can be driven.
enum Contender {
    ECHELON(new EchelonDialect()),
    REDIS(new RedisDialect()),
    NATS(new NatsDialect()),
    MQTT(new MqttDialect());

    private final Dialect dialect;

    Contender(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /// As on the command line and in raw lines.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
