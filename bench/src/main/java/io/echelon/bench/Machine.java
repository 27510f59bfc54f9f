package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where it was measured, as far as Linux tells it.
record Machine(int cores, String memory, String processor, String kernel, String descriptors) {
    private static final String UNKNOWN = "unknown";

    static Machine read() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory(find("/proc/meminfo", "MemTotal:")),
                find("/proc/cpuinfo", "model name").replaceFirst("^:\\s*", ""),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                find("/proc/self/limits", "Max open files").replaceFirst("\\s.*", ""));
    }

    /// The load of the last minute.
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).replaceFirst("(?s)\\s.*", "");
        } catch (IOException unknown) {
            return UNKNOWN;
        }
    }

    private static String memory(String kibibytes) {
        String number = kibibytes.replace(" kB", "");
        return number.equals(UNKNOWN) ? UNKNOWN : Long.parseLong(number) / 1024 + " MiB";
    }

    /// What is behind `beginning` on the first line that has it.
    private static String find(String file, String beginning) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(beginning))
                    .findFirst()
                    .map(line -> line.substring(beginning.length()).strip())
                    .orElse(UNKNOWN);
        } catch (IOException unknown) {
            return UNKNOWN;
        }
    }

    @Override
    public String toString() {
        return cores + " cores, " + memory + ", " + processor + ", " + kernel;
    }
}
