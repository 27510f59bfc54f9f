package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What README shows of the terminal client is what it does. A block marked `terminal NAME` is what that
/// terminal shows next: the command behind `$`, what is typed behind `>`, Ctrl-C as `^C`, and all else is said by
/// the command. For `run` the server has been there for long.
final class ReadmeTerminalTest {
    private static final String COMMAND = "$ ./echelon ";
    private static final String TYPED = "> ";
    private static final String CTRL_C = "^C";

    @TempDir
    private Path folder;

    @Test
    void terminalsShowWhatTheyDo() {
        Map<String, PipedProcess> terminals = new HashMap<>();
        List<String> told = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            String address = "127.0.0.1:" + server.address().getPort();
            for (Markdown.Section section : Markdown.read("README.md").sections()) {
                for (Markdown.Fence fence : section.fences()) {
                    if (fence.is("terminal")) {
                        for (String line : fence.lines()) {
                            told.add(made(line));
                            seen.add(made(next(terminals, fence.info().get(1), line, address)));
                        }
                    }
                }
            }
            assertThat(seen).hasSizeGreaterThan(10).isEqualTo(told);
        } finally {
            terminals.values().forEach(PipedProcess::close);
        }
    }

    private String next(Map<String, PipedProcess> terminals, String name, String line, String address) {
        if (line.startsWith(COMMAND)) {
            List<String> arguments =
                    new ArrayList<>(List.of(line.substring(COMMAND.length()).split(" ", -1)));
            arguments.addAll(1, List.of("--server", address));
            if (arguments.get(0).equals("run")) {
                arguments.add(1, "--no-wait");
            }
            terminals.put(name, PipedProcess.runAsSeen(folder, arguments.toArray(new String[0])));
            return line;
        }
        PipedProcess terminal = Objects.requireNonNull(terminals.get(name), name);
        if (line.equals(CTRL_C)) {
            terminal.terminate();
            return line;
        }
        if (line.startsWith(TYPED)) {
            terminal.type(line.substring(TYPED.length()));
            return line;
        }
        return String.valueOf(terminal.line()).replace(address, "localhost:7411");
    }

    /// Without what differs from run to run.
    private static String made(String line) {
        return line.replaceAll("\\b\\d+ ms", "1 ms").replaceAll("token \\d+", "token 1");
    }
}
