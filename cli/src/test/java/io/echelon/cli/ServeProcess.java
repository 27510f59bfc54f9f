package io.echelon.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/// The `echelon` command in a process of its own, gone when this is closed.
final class ServeProcess implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;
    private static final Pattern READY = Pattern.compile("echelon is listening on (\\S+):(\\d+) .*");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String CLASS_PATH = classPath();

    private final Process process;
    private final BufferedReader out;
    private final Path err;
    private final List<String> said = new ArrayList<>();
    private InetSocketAddress address = InetSocketAddress.createUnresolved("unknown", 0);

    private ServeProcess(List<String> command) {
        try {
            err = Files.createTempFile("echelon", ".err");
            process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        out = process.inputReader();
    }

    /// The command as it is, for who wants to start it in a way of its own.
    static ProcessBuilder builder(String... arguments) {
        return new ProcessBuilder(command(List.of(), arguments));
    }

    /// The command as it is, with these arguments.
    static ServeProcess run(String... arguments) {
        return runIn(List.of(), arguments);
    }

    /// The command with these arguments.
    ///
    /// @param shell what it is to be started by: takes the rest of the line and becomes it
    static ServeProcess runIn(List<String> shell, String... arguments) {
        return new ServeProcess(command(shell, arguments));
    }

    /// The command as it is, but for some classes.
    ///
    /// @param changed folder of classes that take the place of those that are tested
    static ServeProcess runChanged(Path changed, String... arguments) {
        List<String> command = command(List.of(), arguments);
        command.set(command.indexOf(CLASS_PATH), changed + File.pathSeparator + CLASS_PATH);
        return new ServeProcess(command);
    }

    /// Waits until a server that was only started is ready.
    ServeProcess ready() {
        awaitReady();
        return this;
    }

    /// A server that is ready.
    ///
    /// @param options of `echelon serve`
    static ServeProcess serve(String... options) {
        return serveIn(List.of(), options);
    }

    /// @param shell what the command is to be started by: takes the rest of the line and becomes it
    static ServeProcess serveIn(List<String> shell, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "serve";
        System.arraycopy(options, 0, arguments, 1, options.length);
        ServeProcess server = new ServeProcess(command(shell, arguments));
        server.awaitReady();
        return server;
    }

    /// What the tests run, in jars as it is delivered: from a folder each class would be a file to open.
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                entries.add(entry);
            } else if (Path.of(entry).endsWith("target/classes")) {
                entries.add(packed(entry));
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String packed(String folder) {
        try {
            Path jar = Files.createTempFile("echelon", ".jar");
            jar.toFile().deleteOnExit();
            ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", folder, ".");
            return jar.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(List<String> shell, String... arguments) {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dio.netty.tryReflectionSetAccessible=false"));
        if (Runtime.version().feature() >= 24) { // As the launcher does.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", CLASS_PATH, Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void awaitReady() {
        String ready = line();
        while (ready.startsWith("waiting for ")) {
            ready = line();
        }
        Matcher matcher = READY.matcher(ready);
        if (!matcher.matches()) {
            throw new AssertionError("not ready but: " + ready + "\n" + err());
        }
        address = new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
        line();
    }

    /// Where it listens, as it has said.
    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /// Waits for the next line on standard output.
    private String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("it has ended: " + err());
            }
            said.add(line);
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Sends it a signal.
    ///
    /// @param name as in `INT`
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Waits for its end.
    int exitCode() {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + err());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// What it has said on standard output: all of it once it has ended, else its first lines.
    List<String> out() {
        if (!process.isAlive()) {
            out.lines().forEach(said::add);
        }
        return List.copyOf(said);
    }

    /// What it has written on standard error.
    String err() {
        try {
            return Files.readString(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
        try {
            Files.delete(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
