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

/// Those of the servers that can be started here, and those that cannot.
///
/// @param present in the order of their turns
record Servers<S extends Compared>(Map<Product, S> present, Set<Product> missing) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// @param searchPath where programs are looked for, as in the variable PATH
    static <S extends Compared> Servers<S> of(List<S> all, String searchPath) {
        Map<Product, S> present = new EnumMap<>(Product.class);
        Set<Product> missing = EnumSet.noneOf(Product.class);
        for (S server : all) {
            if (server.programs().stream().allMatch(program -> isThere(program, searchPath))) {
                present.put(server.product(), server);
            } else {
                missing.add(server.product());
            }
        }
        return new Servers<>(present, missing);
    }

    private static boolean isThere(String program, String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(program))
                .anyMatch(Files::isExecutable);
    }

    /// How each of `products` is started, for who reads the results.
    ///
    /// @throws FailedRunException if one of them does not tell its version
    List<Filed.Setup> setups(Set<Product> products, Tool tool) throws FailedRunException {
        List<Filed.Setup> setups = new ArrayList<>();
        for (Compared server : present.values()) {
            if (products.contains(server.product())) {
                List<String> version =
                        tool.run(server.product().title() + "-version", server.versionCommand(), PATIENCE);
                setups.add(
                        new Filed.Setup(server.product(), version.isEmpty() ? "" : version.getFirst(), server.shown()));
            }
        }
        return setups;
    }
}
