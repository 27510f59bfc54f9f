package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/// A server that says `ready` to everybody, and nothing else.
record TalkingServer(List<String> options) implements ServerUnderTest {
    /// Listens on the port that is its first argument.
    public static void main(String[] arguments) throws IOException {
        System.out.println("started with " + List.of(arguments));
        try (ServerSocket listener =
                new ServerSocket(Integer.parseInt(arguments[0]), 1, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket socket = listener.accept()) {
                    socket.getOutputStream().write("ready".getBytes(UTF_8));
                }
            }
        }
    }

    @Override
    public Product product() {
        return Product.REDIS;
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public List<String> command(int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TalkingServer.class.getName(),
                options.isEmpty() ? Integer.toString(port) : options.getFirst());
    }

    @Override
    public List<String> versionCommand() {
        return List.of("echo", "talking server 1");
    }

    @Override
    public Greeting greeting() {
        return new Greeting("", "ready");
    }
}
