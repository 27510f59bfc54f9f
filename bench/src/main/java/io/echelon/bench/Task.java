package io.echelon.bench;

import java.util.List;

/// What is done to a server in one run. Equal tasks on one server are run once a round, however many cases
/// read from them.
sealed interface Task {
    /// The first word of the raw line that comes of it.
    String scenario();

    /// About how long it takes, to tell what remains.
    int expectedSeconds();

    /// A run of the load driver.
    ///
    /// @param options those that are not about the server
    record Driven(String scenario, List<String> options, int expectedSeconds) implements Task {}

    /// `redis-benchmark` publishes to nobody over one connection.
    ///
    /// @param inFlight how many it sends before it waits for the answers
    record Published(int inFlight, int bytes, int messages, int expectedSeconds) implements Task {
        @Override
        public String scenario() {
            return "publish";
        }
    }

    /// Nothing but a start, up to the first word of the server: the second of two.
    record Started() implements Task {
        @Override
        public String scenario() {
            return "start";
        }

        @Override
        public int expectedSeconds() {
            return 2;
        }
    }
}
