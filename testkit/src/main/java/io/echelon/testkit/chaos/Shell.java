package io.echelon.testkit.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs of the system, run to their end.
final class Shell {
    private static final long PATIENCE_SECONDS = 60;

    private Shell() {}

    /// @return what it has said
    /// @throws IOException if it is not there, or ends with another code than 0; with what it has said
    static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " does not end");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            throw new Pause.StoppedException(interrupted);
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + process.exitValue() + ": " + said.strip());
        }
        return said;
    }

    static String run(String... command) throws IOException {
        return run(List.of(command));
    }
}
