package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.ScriptedClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A service as docs/leader-election.md has it lets the present leader write, and none that was replaced.
@TestInstance(Lifecycle.PER_CLASS) // One service for all of them, a path for each.
final class FencedServiceTest {
    private static final ElectionPaper.Holders HOLDERS = ElectionPaper.holders();
    private static final long STALE = HOLDERS.stale();
    private static final long PRESENT = HOLDERS.present();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process service;
    private final URI address;

    FencedServiceTest(@TempDir Path folder) throws IOException {
        Path source =
                Files.writeString(folder.resolve("FencedStore.java"), ElectionPaper.example("java", "FencedStore"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path errors = folder.resolve("errors");
        service = new ProcessBuilder(java, source.toString(), "0")
                .redirectError(errors.toFile())
                .start();
        String ready = service.inputReader().readLine();
        assertThat(ready)
                .as("what it says first; else %s", Files.readString(errors))
                .isNotNull();
        address = URI.create(ready);
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        service.destroy();
        ElectionPaper.exitCode(service);
    }

    @Test
    void aStaleHolderIsRefusedAndThePresentOneIsLetThrough() throws Exception {
        assertThat(put("/report", Long.toString(STALE), "early")).isEqualTo(204);
        assertThat(put("/report", Long.toString(PRESENT), "new")).isEqualTo(204);
        assertThat(put("/report", Long.toString(STALE), "late")).isEqualTo(409);
        assertThat(get("/report")).isEqualTo("new");
        assertThat(put("/report", Long.toString(PRESENT), "again")).isEqualTo(204);
        assertThat(get("/report")).isEqualTo("again");
        assertThat(put("/other", Long.toString(STALE), "elsewhere")).isEqualTo(204);
    }

    @Test
    void whoeverHasNoTokenIsRefused() throws Exception {
        assertThat(put("/none", "", "none")).isEqualTo(400);
        assertThat(put("/none", "-1", "below all")).isEqualTo(400);
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/none"))
                .PUT(BodyPublishers.ofString("forgotten"))
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(428);
        assertThat(get("/none")).isEmpty();
    }

    @Test
    void aStaleRequestThatWasUnderWayIsRefused() throws Exception {
        InetSocketAddress socket = new InetSocketAddress(address.getHost(), address.getPort());
        try (ScriptedClient late = ScriptedClient.connect(socket)) {
            late.sendRaw("PUT /late HTTP/1.1\r\nHost: here\r\nEchelon-Token: " + STALE
                    + "\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            late.expect("HTTP/1.1 100 Continue\r");
            late.await("\r");
            assertThat(put("/late", Long.toString(PRESENT), "new")).isEqualTo(204);
            late.sendRaw("late");
            late.expectMatch("HTTP/1.1 409 .*\r");
            assertThat(get("/late")).isEqualTo("new");
        }
    }

    @Test
    void ofTwoRacingWritersTheNewOneHasTheLastWord() throws Exception {
        try (ElectionPaper.Race race = new ElectionPaper.Race()) {
            for (int round = 0; round < ElectionPaper.ROUNDS; round++) {
                String path = "/race" + round;
                Future<Integer> old = race.start(() -> put(path, Long.toString(STALE), "old"));
                Future<Integer> next = race.start(() -> put(path, Long.toString(PRESENT), "new"));
                assertThat(race.end(old)).isIn(204, 409);
                assertThat(race.end(next)).isEqualTo(204);
                assertThat(get(path)).isEqualTo("new");
            }
        }
    }

    @Test
    void curlTellsWhetherItWasLetThrough(@TempDir Path folder) throws Exception {
        ElectionPaper.assumeTool("curl");
        Files.writeString(folder.resolve("summary"), "#!/bin/sh\nprintf %s \"$ECHELON_TOKEN\"\n");
        assertThat(folder.resolve("summary").toFile().setExecutable(true)).isTrue();
        assertThat(ElectionPaper.exitCode(curl(folder, PRESENT))).isZero();
        assertThat(ElectionPaper.exitCode(curl(folder, STALE))).isEqualTo(22);
        assertThat(get("/summary")).isEqualTo(Long.toString(PRESENT));
    }

    private Process curl(Path folder, long token) throws IOException {
        ProcessBuilder shell =
                new ProcessBuilder("/bin/sh", "-c", ElectionPaper.example("sh", "put")).directory(folder.toFile());
        shell.environment().putAll(Map.of("ECHELON_TOKEN", Long.toString(token), "STORE", address.toString()));
        return shell.start();
    }

    private int put(String path, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ElectionPaper.DEADLINE)
                .header("Echelon-Token", token)
                .PUT(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ElectionPaper.DEADLINE)
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
