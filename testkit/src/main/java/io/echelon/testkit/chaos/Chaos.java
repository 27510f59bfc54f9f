package io.echelon.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// What `./chaos` starts.
public final class Chaos {
    private static final int MOST_SHOWN = 40;
    private static final double SECONDS_A_MINUTE = 60;
    private static final Duration STANDARD_TIME = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int USAGE = 2;

    private Chaos() {}

    /// @param arguments as of `./chaos --help`
    public static void main(String[] arguments) throws IOException {
        ChaosOptions options;
        try {
            options = parse(new ArrayDeque<>(List.of(arguments)));
        } catch (IllegalArgumentException wrong) {
            System.err.println("chaos: " + wrong.getMessage());
            System.exit(USAGE);
            return;
        }
        long beginNanos = System.nanoTime();
        ChaosRun.Outcome outcome = new ChaosRun(
                        options,
                        line -> System.out.printf(
                                Locale.ROOT, "%7.1f s  %s%n", (System.nanoTime() - beginNanos) / 1e9, line))
                .run();
        outcome.findings().stream().limit(MOST_SHOWN).forEach(System.out::println);
        boolean isGood = outcome.findings().isEmpty() && outcome.recovery().isKept();
        if (!outcome.findings().isEmpty()) {
            System.out.println("what the servers said, and the history, are kept in " + options.folder());
        }
        System.out.println(outcome.summary());
        System.exit(isGood ? 0 : 1);
    }

    private static ChaosOptions parse(Deque<String> arguments) throws IOException {
        Duration time = STANDARD_TIME;
        int mostFaults = Integer.MAX_VALUE;
        List<Fault> faults = List.of(Fault.values());
        long seed = System.nanoTime() & 0xffff_ffffL;
        int nodes = 3;
        while (!arguments.isEmpty()) {
            String name = arguments.remove();
            String value = arguments.poll();
            if (value == null) {
                throw new IllegalArgumentException(name + " wants a value");
            }
            switch (name) {
                case "--minutes" -> time = Duration.ofSeconds((long) (SECONDS_A_MINUTE * number(name, value)));
                case "--kills" -> {
                    time = Duration.ofDays(1);
                    mostFaults = (int) number(name, value);
                    faults = List.of(Fault.KILL_LEADER);
                }
                case "--seed" -> seed = (long) number(name, value);
                case "--nodes" -> nodes = (int) number(name, value);
                case "--fault" -> faults = List.of(Fault.named(value));
                default -> throw new IllegalArgumentException("there is no option " + name);
            }
        }
        if (nodes != 3 && nodes != 5) {
            throw new IllegalArgumentException("--nodes is 3 or 5, not " + nodes);
        }
        Path folder = Files.createTempDirectory("echelon-chaos-");
        String classPath = System.getProperty("echelon.class-path", System.getProperty("java.class.path"));
        return new ChaosOptions(time, mostFaults, faults, false, LONGEST, seed, nodes, classPath, folder);
    }

    private static double number(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(name + " wants a number, not " + value, wrong);
        }
    }
}
