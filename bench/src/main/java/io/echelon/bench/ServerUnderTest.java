package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;

/// One kind of server, set up to take what the cases do to it: on loopback only, with nothing kept on disk, and
/// with no limit in the way.
interface ServerUnderTest extends Compared {
    /// The file that [#configuration] is in, in the folder where the server is started.
    String CONFIGURATION = "server.conf";

    /// Stands for whatever port is free.
    int SHOWN_PORT = 20_000;

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

    @Override
    default List<String> shown() {
        List<String> lines = new ArrayList<>(List.of(typed(SHOWN_PORT)));
        lines.addAll(configuration(SHOWN_PORT));
        return lines;
    }

    Greeting greeting();
}
