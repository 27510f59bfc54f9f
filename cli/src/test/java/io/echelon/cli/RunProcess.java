package io.echelon.cli;

import io.echelon.cli.run.GroupMembers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// `echelon run` in a process of its own, gone when this is closed.
final class RunProcess implements AutoCloseable {
    private final ServeProcess process;

    private RunProcess(ServeProcess process) {
        this.process = process;
    }

    /// One that runs the worker at rank 0.
    ///
    /// @param candidate as the worker calls it
    static RunProcess worker(RunLog log, InetSocketAddress server, String candidate, String... options) {
        List<String> words = new ArrayList<>(List.of("--rank", "0"));
        words.addAll(List.of(options));
        words.addAll(List.of(
                "--", "env", "CANDIDATE=" + candidate, "sh", log.worker().toString()));
        return start(log, server, words.toArray(new String[0]));
    }

    /// One with these options, and a grace time of three seconds where they say no other.
    static RunProcess start(RunLog log, InetSocketAddress server, String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--server", "127.0.0.1:" + server.getPort()));
        if (!List.of(options).contains("--grace")) {
            words.addAll(List.of("--grace", "3s"));
        }
        words.addAll(List.of(options));
        String runtimeFolder = "XDG_RUNTIME_DIR=" + log.folder();
        return new RunProcess(ServeProcess.runIn(List.of("env", runtimeFolder), words.toArray(new String[0])));
    }

    long pid() {
        return process.pid();
    }

    /// @param name as in `TERM`
    void signal(String name) {
        process.signal(name);
    }

    int exitCode() {
        return process.exitCode();
    }

    /// What it, its program and its hooks have written on standard error.
    String err() {
        return process.err();
    }

    /// Once it has ended, what its program has written on standard output.
    List<String> out() {
        return process.out();
    }

    void await(String text) {
        Awaitility.await().atMost(RunLog.DEADLINE).until(() -> err().contains(text));
    }

    /// Kills it, and waits until its program is gone, which writes into a folder of the test's.
    @Override
    public void close() {
        List<Long> family = ProcessHandle.of(pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        process.close();
        Awaitility.await().atMost(RunLog.DEADLINE).until(() -> family.stream().noneMatch(GroupMembers::isAlive));
    }
}
