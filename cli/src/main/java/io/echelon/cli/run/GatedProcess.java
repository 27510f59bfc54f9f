package io.echelon.cli.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The first process of a group: a shell that waits at the gate until the guard opens it, then becomes the program.
///
/// @param process ends as the program does
/// @param group the number of its process group
record GatedProcess(Process process, long group) {
    /// @param folder with the pipes that the guard has made
    static GatedProcess start(Shell shell, Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = shell.inOwnGroup(folder, Scripts.PROGRAM, command)
                .redirectInput(Redirect.INHERIT)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(environment);
        // A pipe that is open in both directions never waits for the other side.
        try (RandomAccessFile pipe =
                new RandomAccessFile(folder.resolve(Scripts.GROUP_PIPE).toFile(), "rw")) {
            Process process = builder.start();
            return new GatedProcess(process, awaitGroup(process, pipe));
        }
    }

    private static long awaitGroup(Process process, RandomAccessFile pipe) throws IOException {
        // It may end before it has said anything; then the line is empty, and nothing comes too late to matter.
        var woken = process.onExit().thenRun(() -> {
            try {
                pipe.write('\n');
            } catch (IOException closed) {
                // It had said it.
            }
        });
        String line = pipe.readLine();
        if (line == null || line.isEmpty()) {
            woken.join();
            throw new IOException("the program has not started: its shell ended with " + process.exitValue());
        }
        return Long.parseLong(line);
    }
}
