package io.echelon.cli.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The programs that a name can mean.
///
/// @param folders where a name without a slash is looked for, in this order
record Executables(List<Path> folders) {
    /// Those of `PATH`.
    static Executables usual() {
        return in(System.getenv("PATH"));
    }

    /// @param path folders with colons between them; an empty one is the working directory
    static Executables in(@Nullable String path) {
        List<Path> folders = new ArrayList<>();
        if (path != null) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                folders.add(Path.of(folder));
            }
        }
        return new Executables(folders);
    }

    boolean has(String name) {
        return folders.stream().anyMatch(folder -> isExecutable(folder.resolve(name)));
    }

    /// @throws ProgramException if `name` can mean none
    void check(String name) throws ProgramException {
        if (name.contains("/")) {
            check(name, Path.of(name));
        } else if (name.isEmpty() || !has(name)) {
            checkNoneMayBeMeant(name);
            throw ProgramException.notFound("there is no program \"" + name + "\" in PATH");
        }
    }

    private void checkNoneMayBeMeant(String name) throws ProgramException {
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                check(file.toString(), file);
            }
        }
    }

    private static void check(String name, Path file) throws ProgramException {
        if (Files.notExists(file)) {
            throw ProgramException.notFound("there is no program " + name);
        }
        if (Files.isDirectory(file)) {
            throw ProgramException.notExecutable(name + " is a folder, not a program");
        }
        if (!Files.isExecutable(file)) {
            throw ProgramException.notExecutable(name + " may not be executed");
        }
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
