package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServersTest {
    @TempDir
    private Path folder;

    private Path program(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\necho " + name + " 1.2.3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void aServerIsThereIfAllItsProgramsAre() throws IOException {
        program("redis-server");
        program("nats-server");
        List<ServerUnderTest> all = List.of(new RedisServer(), new NatsServer(), new MosquittoServer());

        assertThat(Servers.of(all, "/nowhere:" + folder).present()).containsOnlyKeys(Product.NATS);
        program("redis-benchmark");
        Servers<ServerUnderTest> servers = Servers.of(all, "/nowhere:" + folder);
        assertThat(servers.present()).containsOnlyKeys(Product.REDIS, Product.NATS);
        assertThat(servers.missing()).containsExactly(Product.MOSQUITTO);
    }

    @Test
    void whatIsShownOfAServerIsWhatItIsStartedWith() throws IOException, FailedRunException {
        program("echelon");
        Servers<EchelonServer> servers =
                Servers.of(List.of(new EchelonServer(folder, List.of("--limit", "outbound=9"))), "");
        Tool tool = new Tool(new Children(Duration.ofSeconds(1)), folder);

        assertThat(servers.setups(Set.of(Product.ECHELON), tool))
                .containsExactly(new Filed.Setup(
                        Product.ECHELON,
                        "echelon 1.2.3",
                        List.of("./echelon serve --host 127.0.0.1 --port 20000 --capacity 65536"
                                + " --limit outbound=9")));
        assertThat(servers.setups(Set.of(), tool)).isEmpty();
    }

    @Test
    void nothingIsKeptOnDiskAndNoLimitIsInTheWay() {
        assertThat(Words.typed(new RedisServer().command(1)))
                .isEqualTo(
                        "redis-server --bind 127.0.0.1 --port 1 --save '' --appendonly no"
                                + " --protected-mode no --maxclients 20000 --tcp-backlog 4096 --client-output-buffer-limit 'pubsub 0 0 0'");
        assertThat(new NatsServer().configuration(1)).contains("listen: \"127.0.0.1:1\"", "max_connections: 65536");
        assertThat(new MosquittoServer().configuration(1))
                .contains("listener 1 127.0.0.1", "persistence false", "max_queued_messages 0", "max_connections -1");
    }
}
