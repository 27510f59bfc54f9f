package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;

/// Redis, as Debian has it.
record RedisServer() implements ServerUnderTest {
    @Override
    public Product product() {
        return Product.REDIS;
    }

    @Override
    public List<String> programs() {
        return List.of("redis-server", "redis-benchmark");
    }

    @Override
    public List<String> command(int port) {
        List<String> command = new ArrayList<>(Words.split("redis-server --bind 127.0.0.1 --port " + port));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(Words.split("--protected-mode no --maxclients 20000 --tcp-backlog 4096"));
        command.addAll(List.of("--client-output-buffer-limit", "pubsub 0 0 0"));
        return command;
    }

    @Override
    public List<String> versionCommand() {
        return List.of("redis-server", "--version");
    }

    @Override
    public Greeting greeting() {
        return new Greeting("PING\r\n", "+PONG");
    }
}
