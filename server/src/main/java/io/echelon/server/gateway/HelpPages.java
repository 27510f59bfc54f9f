package io.echelon.server.gateway;

import io.echelon.protocol.Verb;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What HELP answers. Each page is some lines of plain text.
final class HelpPages {
    private final ServerOptions options;

    HelpPages(ServerOptions options) {
        this.options = options;
    }

    /// @param topic a verb or `limits`, in any case; null for the overview
    /// @return the page, or null when there is none
    @Nullable
    List<String> page(@Nullable String topic) {
        if (topic == null) {
            return overview();
        }
        if (topic.equalsIgnoreCase("limits")) {
            return limits();
        }
        return Stream.of(Verb.values())
                .filter(verb -> verb.isSupported() && verb.name().equalsIgnoreCase(topic))
                .findFirst()
                .map(HelpPages::verb)
                .orElse(null);
    }

    private static List<String> overview() {
        Stream<String> verbs = Stream.of(Verb.values())
                .filter(Verb::isSupported)
                .map(verb -> String.format(Locale.ROOT, "%-9s%s", verb.name(), verb.summary()));
        Stream<String> rest = Stream.of(
                ":text    short for SEND all :text",
                "targets: all, next, last, any, m7, rank:4-9,12, +1..+3, name:web*, label:os=linux,",
                "         and what combines them: \"name:web* & !(m7 | label:os=linux)\"",
                "try: SEND all :uptime",
                "more: HELP SEND, HELP limits");
        return Stream.concat(verbs, rest).toList();
    }

    private static List<String> verb(Verb verb) {
        return List.of("usage: " + verb.usage(), verb.summary(), "try: " + verb.example());
    }

    private List<String> limits() {
        return Stream.of(Limit.values())
                .map(limit ->
                        limit.key() + "=" + options.limit(limit) + " " + limit.meaning() + "; then: " + limit.answer())
                .toList();
    }
}
