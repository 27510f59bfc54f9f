/// The Java client library: [io.echelon.client.Client].
module io.echelon.client {
    requires transitive io.echelon.protocol;
    requires static transitive org.jspecify;
    requires jdk.net;

    exports io.echelon.client;
}
