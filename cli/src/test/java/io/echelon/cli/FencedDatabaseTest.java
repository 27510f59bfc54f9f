package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A database as docs/leader-election.md has it lets the present leader write, and none that was replaced.
final class FencedDatabaseTest {
    private static final ElectionPaper.Holders HOLDERS = ElectionPaper.holders();
    private static final long STALE = HOLDERS.stale();
    private static final long PRESENT = HOLDERS.present();
    private static final Pattern NAME = Pattern.compile(":(\\w+)");

    private final String url =
            "jdbc:h2:mem:" + System.nanoTime() + ";LOCK_TIMEOUT=" + ElectionPaper.DEADLINE.toMillis();
    private final Connection onlooker = connect(); // While it is open, the database is there.

    FencedDatabaseTest() throws SQLException {
        for (String statement : statements("tables")) {
            update(onlooker, statement, Map.of());
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @AfterEach
    void disconnect() throws SQLException {
        onlooker.close();
    }

    @Test
    void aStaleHolderIsRefusedAndThePresentOneIsLetThrough() throws Exception {
        assertThat(write(STALE, "early")).isTrue();
        assertThat(write(PRESENT, "new")).isTrue();
        assertThat(write(STALE, "late")).isFalse();
        assertThat(write(PRESENT, "again")).isTrue();
        assertThat(lines()).containsExactly("early", "new", "again");
    }

    @Test
    void aStaleWriterThatHadToWaitIsRefused() throws Exception {
        try (Connection other = connect();
                ElectionPaper.Race race = new ElectionPaper.Race()) {
            assertThat(isBegun(other, PRESENT, "new")).isTrue();
            Future<Boolean> late = race.start(() -> write(STALE, "late"));
            awaitWriterAtLock();
            other.commit();
            assertThat(race.end(late)).isFalse();
            assertThat(lines()).containsExactly("new");
        }
    }

    @Test
    void aNewWriterComesAfterAStaleOneThatWasFirst() throws Exception {
        try (Connection other = connect();
                ElectionPaper.Race race = new ElectionPaper.Race()) {
            assertThat(isBegun(other, STALE, "early")).isTrue();
            Future<Boolean> next = race.start(() -> write(PRESENT, "new"));
            awaitWriterAtLock();
            other.commit();
            assertThat(race.end(next)).isTrue();
            assertThat(lines()).containsExactly("early", "new");
        }
    }

    @Test
    void ofTwoRacingWritersTheStaleOneIsNeverSecond() throws Exception {
        try (ElectionPaper.Race race = new ElectionPaper.Race()) {
            Future<Boolean> old = race.start(() -> writeOften(STALE));
            Future<Boolean> next = race.start(() -> writeOften(PRESENT));
            race.end(old);
            assertThat(race.end(next)).isTrue();
        }
        assertThat(lines()).endsWith(Long.toString(PRESENT)).isSorted();
    }

    /// @return whether all of it was let through
    private boolean writeOften(long token) throws SQLException {
        boolean isLetThrough = true;
        for (int round = 0; round < ElectionPaper.ROUNDS; round++) {
            isLetThrough &= write(token, Long.toString(token));
        }
        return isLetThrough;
    }

    private boolean write(long token, String text) throws SQLException {
        try (Connection connection = connect()) {
            boolean isLetThrough = isBegun(connection, token, text);
            if (isLetThrough) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return isLetThrough;
        }
    }

    /// All but the end of the transaction.
    ///
    /// @return whether it may be committed
    private static boolean isBegun(Connection connection, long token, String text) throws SQLException {
        connection.setAutoCommit(false);
        for (String statement : statements("write")) {
            if (update(connection, statement, Map.of("token", token, "text", text)) != 1) {
                return false;
            }
        }
        return true;
    }

    private static List<String> statements(String name) {
        return Stream.of(ElectionPaper.example("sql", name).split(";\n", -1))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static int update(Connection connection, String statement, Map<String, Object> values) throws SQLException {
        Matcher names = NAME.matcher(statement);
        try (PreparedStatement prepared = connection.prepareStatement(names.replaceAll("?"))) {
            names.reset();
            for (int index = 1; names.find(); index++) {
                prepared.setObject(index, values.get(names.group(1)));
            }
            return prepared.executeUpdate();
        }
    }

    private void awaitWriterAtLock() {
        String blocked = "SELECT session_id FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
        await().atMost(ElectionPaper.DEADLINE).until(() -> !column(blocked).isEmpty());
    }

    private List<String> lines() throws SQLException {
        return column("SELECT text FROM report ORDER BY line");
    }

    private List<String> column(String query) throws SQLException {
        List<String> column = new ArrayList<>();
        try (Statement statement = onlooker.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                column.add(rows.getString(1));
            }
        }
        return column;
    }
}
