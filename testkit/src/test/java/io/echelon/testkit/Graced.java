package io.echelon.testkit;

/// A member with grace: its connection, and how it comes back. For one thread.
final class Graced implements AutoCloseable {
    private final TestServer server;
    private final String place;
    private ScriptedClient client;
    private String session;

    private Graced(TestServer server, ScriptedClient client, String place) {
        this.server = server;
        this.client = client;
        this.place = place;
        this.session = Heard.value(place, "session");
    }

    /// @param join what follows the verb, with a grace: `main results=yes grace=30s`
    static Graced join(TestServer server, String join) {
        ScriptedClient client = server.greeted();
        client.send("JOIN " + join);
        return new Graced(server, client, client.expectMatch("\\+OK group=.* session=\\S{24}"));
    }

    /// What it was answered when it joined.
    String place() {
        return place;
    }

    /// Its present connection.
    ScriptedClient client() {
        return client;
    }

    /// What it comes back with.
    String session() {
        return session;
    }

    /// Loses its connection, and waits until that was noticed.
    ///
    /// @param watcher who watches the roster
    void lose(ScriptedClient watcher) {
        client.reset();
        watcher.await("\\*AWAY .*");
    }

    /// Comes back on another connection, which is its present one from then on.
    ///
    /// @return what it was answered
    String resume(long got) {
        client = server.greeted();
        client.send("RESUME session=" + session + " got=" + got);
        String answer = client.expectMatch("(\\+OK|-ERR 407 GAP) group=.* session=\\S{24}( :.*)?");
        session = Heard.value(answer, "session");
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
