package io.echelon.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./echelon serve` of this tree.
///
/// @param root of the tree
/// @param options more of them, for `serve`
record EchelonServer(Path root, List<String> options) implements ServerUnderTest {
    @Override
    public Product product() {
        return Product.ECHELON;
    }

    @Override
    public List<String> programs() {
        return List.of(launcher());
    }

    @Override
    public List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(Words.split("serve --host 127.0.0.1 --port " + port + " --capacity 65536"));
        command.addAll(options);
        return command;
    }

    @Override
    public String typed(int port) {
        return ServerUnderTest.super.typed(port).replace(Words.typed(List.of(launcher())), "./echelon");
    }

    private String launcher() {
        return root.resolve("echelon").toString();
    }

    @Override
    public List<String> versionCommand() {
        return List.of(launcher(), "--version");
    }

    /// A connection that has said a PING only takes no place.
    @Override
    public Greeting greeting() {
        return new Greeting("PING\n", "*HELLO ");
    }
}
