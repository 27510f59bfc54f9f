package io.echelon.bench;

import java.util.List;

/// A kind of server that is compared, as far as it has to be found here, and described.
interface Compared {
    Product product();

    /// The programs without which there is no such server.
    List<String> programs();

    /// What prints its version, in the first line.
    List<String> versionCommand();

    /// How it is started, for who reads the results.
    List<String> shown();
}
