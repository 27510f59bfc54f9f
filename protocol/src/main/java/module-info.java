/// The wire, for whoever speaks it: servers and clients.
module io.echelon.protocol {
    requires static transitive org.jspecify;

    exports io.echelon.protocol;
}
