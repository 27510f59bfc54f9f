package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/operations.md shows of servers is what they do, with other ports. A block marked `operator NAME` is
/// what that terminal shows next: a command behind `$`, `Killed` where its process was killed, and all else is
/// said by the command, logs left out. What a look at a cluster or a group shows may take a moment.
final class OperationsSessionTest {
    private static final String COMMAND = "$ ./echelon ";
    private static final String KILLED = "Killed";
    private static final String WAITING = "waiting for a majority";
    private static final Pattern LOGGED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT|WARNING: ).*");
    private static final Pattern LOOK = Pattern.compile("(cluster status|who) .*");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final Map<String, PipedProcess> terminals = new LinkedHashMap<>();
    private final Map<String, String> ports = new LinkedHashMap<>();

    @AfterEach
    void endAll() {
        terminals.values().forEach(PipedProcess::close);
    }

    @Test
    void aServerWithAFolderIsBackAfterItWasKilled() throws IOException {
        replay("2. One durable server");
    }

    @Test
    void threeServersOutliveOneOfThem() throws IOException {
        replay("3. Three servers");
    }

    private void replay(String title) throws IOException {
        choosePorts("7411", "7412", "7413", "7511", "7512", "7513");
        List<String> told = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Markdown.Fence fence :
                Markdown.read("docs/operations.md").section(title).fences()) {
            if (fence.is("operator")) {
                told.addAll(fence.lines());
                replay(fence.info().get(1), fence.lines(), seen);
                assertThat(made(seen)).isEqualTo(made(told));
            }
        }
        assertThat(seen).hasSizeGreaterThan(5);
    }

    private void replay(String name, List<String> lines, List<String> seen) {
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.startsWith(COMMAND)) {
                String command = line.substring(COMMAND.length());
                seen.add(line);
                if (LOOK.matcher(command).matches()) {
                    List<String> answer = lines.subList(index + 1, nextCommand(lines, index + 1));
                    seen.addAll(look(command, answer));
                    index += answer.size();
                } else {
                    start(name, command);
                }
            } else if (line.equals(KILLED)) {
                terminal(name).close();
                seen.add(line);
            } else {
                seen.add(next(terminal(name), line.startsWith(WAITING)));
            }
        }
    }

    private static int nextCommand(List<String> lines, int from) {
        int index = from;
        while (index < lines.size() && !lines.get(index).startsWith(COMMAND)) {
            index++;
        }
        return index;
    }

    private void start(String name, String command) {
        PipedProcess before = terminals.put(name, PipedProcess.runAsSeen(folder, arguments(command)));
        if (before != null) {
            before.exitCode();
        }
    }

    private PipedProcess terminal(String name) {
        return Objects.requireNonNull(terminals.get(name), name);
    }

    /// What the command shows, at last.
    private List<String> look(String command, List<String> told) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        List<String> shown;
        do {
            shown = new ArrayList<>();
            try (PipedProcess process = PipedProcess.runAsSeen(folder, arguments(command))) {
                for (String line = process.line(); line != null; line = process.line()) {
                    shown.add(asTold(line));
                }
            }
        } while (!made(shown).equals(made(told)) && System.nanoTime() < deadlineNanos);
        return shown;
    }

    private String next(PipedProcess process, boolean isWaitTold) {
        String line = String.valueOf(process.line());
        while (LOGGED.matcher(line).matches() || (line.startsWith(WAITING) && !isWaitTold)) {
            line = String.valueOf(process.line());
        }
        return asTold(line);
    }

    private String[] arguments(String command) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            String substituted = word;
            for (Map.Entry<String, String> port : ports.entrySet()) {
                substituted = substituted.replaceAll("\\b" + port.getKey() + "\\b", port.getValue());
            }
            boolean isFolder = !arguments.isEmpty() && arguments.getLast().equals("--data");
            arguments.add(isFolder ? folder.resolve(word).toString() : substituted);
        }
        String port = Objects.requireNonNull(ports.get("7411"));
        if (arguments.getFirst().equals("serve") && !arguments.contains("--port")) {
            arguments.addAll(List.of("--port", port));
        } else if (!arguments.getFirst().equals("serve") && !arguments.contains("--server")) {
            arguments.addAll(List.of("--server", "localhost:" + port));
        }
        return arguments.toArray(new String[0]);
    }

    /// The line with ports and folders of the paper.
    private String asTold(String line) {
        String told = line.replace(folder + "/", "");
        for (Map.Entry<String, String> port : ports.entrySet()) {
            told = told.replace(":" + port.getValue(), ":" + port.getKey());
        }
        return told;
    }

    /// Ports that nobody listens on, in place of those of the paper.
    private void choosePorts(String... told) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String port : told) {
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(free);
                ports.put(port, Integer.toString(free.getLocalPort()));
            }
        } finally {
            for (ServerSocket free : held) {
                free.close();
            }
        }
    }

    /// Without what differs from run to run: how long the log is, and how wide a column.
    private static List<String> made(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(" +", " ")
                        .replaceAll("^(n\\d \\w+) \\d+ ", "$1 N ")
                        .stripTrailing())
                .toList();
    }
}
