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

    /// Leaders of a replicated server are killed, and started again.
    record Killed(int times) implements Task {
        private static final int SECONDS_EACH = 8;

        @Override
        public String scenario() {
            return "kills";
        }

        @Override
        public int expectedSeconds() {
            return SECONDS_EACH * times;
        }
    }

    /// `etcdctl check perf` loads etcd as its makers do.
    ///
    /// @param load as in `xl`
    record Checked(String load) implements Task {
        @Override
        public String scenario() {
            return "check";
        }

        @Override
        public int expectedSeconds() {
            return 70;
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
