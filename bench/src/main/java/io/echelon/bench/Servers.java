package io.echelon.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Those of the servers that can be started here.
///
/// @param present in the order of their turns
record Servers(Map<Product, ServerUnderTest> present) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// @param searchPath where programs are looked for, as in the variable PATH
    static Servers of(List<ServerUnderTest> all, String searchPath) {
        Map<Product, ServerUnderTest> present = new EnumMap<>(Product.class);
        for (ServerUnderTest server : all) {
            if (server.programs().stream().allMatch(program -> isThere(program, searchPath))) {
                present.put(server.product(), server);
            }
        }
        return new Servers(present);
    }

    private static boolean isThere(String program, String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(program))
                .anyMatch(Files::isExecutable);
    }

    Set<Product> missing() {
        Set<Product> missing = EnumSet.allOf(Product.class);
        missing.removeAll(present.keySet());
        return missing;
    }

    /// How each of `products` is started, for who reads the results.
    ///
    /// @throws FailedRunException if one of them does not tell its version
    List<Filed.Setup> setups(Set<Product> products, Tool tool) throws FailedRunException {
        List<Filed.Setup> setups = new ArrayList<>();
        for (ServerUnderTest server : present.values()) {
            if (products.contains(server.product())) {
                List<String> version =
                        tool.run(server.product().title() + "-version", server.versionCommand(), PATIENCE);
                List<String> lines = new ArrayList<>(List.of(server.typed(SHOWN_PORT)));
                lines.addAll(server.configuration(SHOWN_PORT));
                setups.add(new Filed.Setup(server.product(), version.isEmpty() ? "" : version.getFirst(), lines));
            }
        }
        return setups;
    }

    /// Stands for whatever port is free.
    private static final int SHOWN_PORT = 20_000;
}
