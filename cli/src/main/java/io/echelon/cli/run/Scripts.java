package io.echelon.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/// A temporary folder, open to its owner only, where the shell finds its scripts while a group starts. The guard
/// puts pipes beside them.
final class Scripts implements AutoCloseable {
    static final String BACKGROUND = "background";
    static final String GUARD = "guard";
    static final String PROGRAM = "program";
    /// Where the first process of a group says which group it is.
    static final String GROUP_PIPE = "group";

    private static final List<String> ALL = List.of(BACKGROUND, GUARD, PROGRAM);
    private static final List<String> PIPES = List.of(GROUP_PIPE, "gate");

    private final Path folder;

    Scripts() throws IOException {
        folder = Files.createTempDirectory(
                "echelon-run", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : ALL) {
            try (InputStream script = Scripts.class.getResourceAsStream(name + ".sh")) {
                Files.copy(Objects.requireNonNull(script, name), folder.resolve(name));
            }
        }
    }

    Path folder() {
        return folder;
    }

    /// Shells that have begun to read a script keep it. A guard whose other side is gone may have been here first.
    @Override
    public void close() throws IOException {
        for (String name : ALL) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (String name : PIPES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
