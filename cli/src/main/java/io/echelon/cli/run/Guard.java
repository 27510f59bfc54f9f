package io.echelon.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The process that ends a group when its lease ends, or when this process is gone: `guard.sh`, which says what it
/// understands.
final class Guard {
    private static final String READY = "ready";

    private final Process process;
    private final OutputStream input;

    private Guard(Process process) {
        this.process = process;
        input = process.getOutputStream();
    }

    /// One that is ready to be told of its group.
    static Guard start(Shell shell, Path folder) throws IOException {
        Process process = shell.inOwnGroup(folder, Scripts.GUARD, List.of())
                .redirectError(Redirect.DISCARD)
                .start();
        String first = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (!READY.equals(first)) {
            process.destroyForcibly();
            throw new IOException("cannot start a program in a process group of its own: "
                    + (shell.hasSetsid() ? "its guard does not start" : "there is neither setsid nor job control"));
        }
        process.getInputStream().close();
        return new Guard(process);
    }

    /// One that has ended need not be told anything; that it has is told by [#end()].
    void tell(String line) {
        try {
            input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            input.flush();
        } catch (IOException gone) {
            // See above.
        }
    }

    /// When it ends, whether it has done all it was there for.
    CompletionStage<Boolean> end() {
        CompletableFuture<Process> end = process.onExit();
        return end.thenApply(ended -> {
            close();
            return ended.exitValue() == 0;
        });
    }

    /// If it has not ended. What it watched over is ended by somebody else, if at all.
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        close();
    }

    /// The end of its input ends its group.
    void close() {
        try {
            input.close();
        } catch (IOException gone) {
            // It has read no more of what it was told, and ends.
        }
    }

    long pid() {
        return process.pid();
    }
}
