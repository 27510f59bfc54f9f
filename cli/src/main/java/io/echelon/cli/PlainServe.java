package io.echelon.cli;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of `echelon serve` as nearly everybody writes them, read without picocli: loading that takes longer
/// than all else that is done between `main` and a server that listens. Whatever is unusual, wrong or a question is
/// left to [ServeCommand], and what is read here means there the same.
final class PlainServe {
    private PlainServe() {}

    /// @param arguments with the verb first
    /// @return null if they are for [ServeCommand]
    static @Nullable ServerOptions options(String... arguments) {
        Iterator<String> words = List.of(arguments).iterator();
        if (!words.hasNext() || !words.next().equals("serve")) {
            return null;
        }
        ServerOptions options = ServerOptions.DEFAULTS.withVersion(BuildVersion.get());
        Set<String> seen = new HashSet<>();
        try {
            while (words.hasNext()) {
                String[] word = words.next().split("=", 2);
                String value = word.length == 2 ? word[1] : words.hasNext() ? words.next() : "";
                boolean isAgain = !seen.add(word[0]) && !word[0].equals("--limit");
                if (isAgain || !isPlain(value)) {
                    return null;
                }
                options = with(options, word[0], value);
            }
        } catch (IllegalArgumentException wrong) {
            return null;
        }
        return options;
    }

    /// Neither another option nor a file of arguments.
    private static boolean isPlain(String value) {
        return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
    }

    private static ServerOptions with(ServerOptions options, String name, String value) {
        return switch (name) {
            case "--host" -> options.withHost(value);
            case "--port" -> options.withPort(Integer.parseInt(value));
            case "--capacity" -> options.withLimit(Limit.CAPACITY, Long.parseLong(value));
            case "--autojoin" -> options.withAutojoin(truth(value));
            case "--unique-names" -> options.withUniqueNames(Set.of(value.split(",", -1)));
            case "--limit" -> withLimit(options, value);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static boolean truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value);
        };
    }

    private static ServerOptions withLimit(ServerOptions options, String value) {
        String[] word = value.split("=", 2);
        Limit limit = Limit.withKey(word[0]);
        if (word.length < 2 || limit == null || limit == Limit.CAPACITY) { // Capacity has an option of its own.
            throw new IllegalArgumentException(value);
        }
        return options.withLimit(limit, Long.parseLong(word[1]));
    }
}
