package io.echelon.bench;

import java.util.List;

/// One kind of server, set up to take what the cases do to it: on loopback only, with nothing kept on disk, and
/// with no limit in the way.
interface ServerUnderTest {
    /// The file that [#configuration] is in, in the folder where the server is started.
    String CONFIGURATION = "server.conf";

    Product product();

    /// The programs without which there is no such server.
    List<String> programs();

    /// What starts it in the foreground, listening on `port`.
    List<String> command(int port);

    /// What starts it, as it reads in a report.
    default String typed(int port) {
        return Words.typed(command(port));
    }

    /// The lines of its configuration; none if all is in the command.
    default List<String> configuration(int port) {
        return List.of();
    }

    /// What prints its version, in the first line.
    List<String> versionCommand();

    Greeting greeting();
}
