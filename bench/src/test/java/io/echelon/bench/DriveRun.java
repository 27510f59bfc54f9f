package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The driver, run to its end in this process.
///
/// @param pairs of the raw line, empty if there is none
record DriveRun(int code, String output, String errors, Map<String, String> pairs) {
    /// Scenarios that last as long as they are told to, which is an instant here.
    private static final Set<String> PUBLISHING = Set.of("fan-out", "results", "pair");

    static DriveRun of(Contender system, int port, long pid, String scenario, String... options) {
        List<String> arguments = new ArrayList<>(List.of(scenario, "--system", system.toString()));
        arguments.addAll(List.of("--port", Integer.toString(port), "--pid", Long.toString(pid)));
        arguments.addAll(List.of(options));
        if (PUBLISHING.contains(scenario)) {
            arguments.addAll(List.of("--warm-up", "0.1", "--seconds", "0.2"));
        }
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = Drive.run(new PrintWriter(output), new PrintWriter(errors), arguments.toArray(new String[0]));
        return new DriveRun(code, output.toString(), errors.toString(), pairs(output.toString()));
    }

    /// Checks that there is one line that begins as it must.
    DriveRun isLineOf(String scenario, Contender system) {
        assertThat(code).as(errors).isZero();
        assertThat(output).startsWith(scenario + " system=" + system + " ").containsOnlyOnce("\n");
        return this;
    }

    double number(String key) {
        assertThat(pairs).containsKey(key);
        return Double.parseDouble(pairs.getOrDefault(key, ""));
    }

    static Map<String, String> pairs(String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : line.strip().split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                pairs.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return pairs;
    }
}
