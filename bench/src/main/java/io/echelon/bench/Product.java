package io.echelon.bench;

/// The servers that are compared, in the order in which they take their turns.
enum Product {
    ECHELON("Echelon", "echelon"),
    REDIS("Redis", "redis"),
    NATS("NATS", "nats"),
    MOSQUITTO("Mosquitto", "mqtt"),
    ETCD("etcd", "etcd"),
    ZOOKEEPER("ZooKeeper", "zookeeper");

    private final String title;
    private final String system;

    Product(String title, String system) {
        this.title = title;
        this.system = system;
    }

    /// What people call it.
    String title() {
        return title;
    }

    /// What the load driver calls it.
    String system() {
        return system;
    }
}
