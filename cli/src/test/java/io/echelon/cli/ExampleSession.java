package io.echelon.cli;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The example sessions of one section of a paper, replayed against a server of their own.
///
/// Each block marked `session NAME` is what the terminal NAME shows next, nothing left out. Its first
/// block opens it, and may set limits of the server, and where names are unique:
/// `session NAME capacity=1 unique-names=main`. Lines that begin with `*`, `+` or `-` are the server's,
/// and so is what a line announces with `{n}`, where `...` stands for any number of lines; `^C` closes
/// the terminal; all other lines are typed. Blocks happen in their order. Behind `*BYE` the connection
/// ends; elsewhere nothing may be left unheard.
final class ExampleSession implements AutoCloseable {
    private static final String PROMPT = "$ nc ";
    private static final String INTERRUPT = "^C";
    private static final Pattern COUNT = Pattern.compile("(.*) \\{(\\d+)}");
    private static final Pattern TOKEN = Pattern.compile(" token=(\\d+)");
    private static final Pattern SESSION = Pattern.compile(" session=([\\w-]{24})(?= |$)");
    private static final String UNIQUE_NAMES = "unique-names";

    private final TestServer server;
    private final Map<String, ScriptedClient> terminals = new LinkedHashMap<>();
    /// What the tokens of this run are greater by than those of the example.
    private long tokenDifference;

    private boolean hasSeenToken;
    /// What the server gave where the example shows a session.
    private final Map<String, String> sessions = new LinkedHashMap<>();

    private ExampleSession(TestServer server) {
        this.server = server;
    }

    static List<Markdown.Fence> blocks(Markdown.Section section) {
        return section.fences().stream().filter(fence -> fence.is("session")).toList();
    }

    /// Fails unless the server says what the examples say.
    static void replay(Markdown paper, Markdown.Section section) {
        List<Markdown.Fence> blocks = blocks(section);
        try (ExampleSession session = new ExampleSession(TestServer.start(options -> limited(options, blocks)))) {
            for (Markdown.Fence block : blocks) {
                session.replay(paper.name(), block);
            }
            session.terminals.values().forEach(ScriptedClient::expectNothing);
        }
    }

    private static ServerOptions limited(ServerOptions standard, List<Markdown.Fence> blocks) {
        ServerOptions options = standard;
        for (Markdown.Fence block : blocks) {
            for (String setting : block.info().subList(2, block.info().size())) {
                String[] parts = setting.split("=", 2);
                if (parts[0].equals(UNIQUE_NAMES)) {
                    options = options.withUniqueNames(Set.of(parts[1]));
                    continue;
                }
                Limit limit = Objects.requireNonNull(Limit.withKey(parts[0]), parts[0]);
                options = options.withLimit(limit, Long.parseLong(parts[1]));
            }
        }
        return options;
    }

    private void replay(String paper, Markdown.Fence block) {
        String name = block.info().get(1);
        List<String> typed = new ArrayList<>();
        List<String> lines = block.lines();
        for (int index = 0; index < lines.size(); ) {
            String line = lines.get(index);
            if (line.startsWith(PROMPT)) {
                terminal(name);
                index++;
            } else if (line.equals(INTERRUPT)) {
                terminal(name).close();
                terminals.remove(name);
                index++;
            } else if (isHeard(line)) {
                int last = lastOfAnswer(lines, index);
                expect(paper + ":" + (block.line() + index), terminal(name), lines.subList(index, last + 1));
                if (line.startsWith("*BYE") || isForeign(line)) {
                    terminal(name).expectEnd();
                    terminals.remove(name);
                }
                index = last + 1;
            } else {
                typed.add(withSessions(line));
                index++;
                if (index == lines.size() || isHeard(lines.get(index))) {
                    terminal(name).send(typed.toArray(String[]::new));
                    typed.clear();
                }
            }
        }
    }

    /// The one answer behind which the server closes without a word.
    private static boolean isForeign(String line) {
        return line.startsWith("-ERR 100 ") && line.contains("this is not an HTTP port");
    }

    private ScriptedClient terminal(String name) {
        return terminals.computeIfAbsent(name, unknown -> server.connect());
    }

    private static boolean isHeard(String line) {
        return line.startsWith("*") || line.startsWith("+") || line.startsWith("-");
    }

    /// The index of the last line that belongs to the answer at `first`: the octets that it announces.
    private static int lastOfAnswer(List<String> lines, int first) {
        Matcher count = COUNT.matcher(lines.get(first));
        if (!count.matches()) {
            return first;
        }
        int octets = -1;
        int last = first;
        while (octets < Integer.parseInt(count.group(2)) && last + 1 < lines.size()) {
            last++;
            if (lines.get(last).equals("...")) {
                return last;
            }
            octets += lines.get(last).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return last;
    }

    private void expect(String where, ScriptedClient client, List<String> expected) {
        List<String> actual = hear(where, client);
        boolean isOpenEnded = expected.getLast().equals("...");
        if (isOpenEnded) {
            actual.set(0, likeExample(actual.getFirst(), expected.getFirst(), "\\{\\d+}$"));
        }
        List<String> shown = isOpenEnded ? expected.subList(0, expected.size() - 1) : expected;
        List<String> compared = isOpenEnded && actual.size() > shown.size() ? actual.subList(0, shown.size()) : actual;
        List<String> made = new ArrayList<>();
        int shorter = 0;
        for (int index = 0; index < compared.size(); index++) {
            boolean isPaired = index < shown.size();
            made.add(isPaired ? asInExample(compared.get(index), shown.get(index)) : compared.get(index));
            shorter += index == 0
                    ? 0
                    : compared.get(index).length() - made.get(index).length();
        }
        made.set(0, countingLess(made.getFirst(), shorter));
        if (!made.equals(shown)) {
            throw new AssertionError(where + "\nthe paper says:   " + String.join("\n", shown) + "\nthe server says:  "
                    + String.join("\n", made));
        }
    }

    /// The line with the octets that it announces so many fewer.
    private static String countingLess(String line, int octets) {
        Matcher count = COUNT.matcher(line);
        return count.matches() ? count.group(1) + " {" + (Integer.parseInt(count.group(2)) - octets) + "}" : line;
    }

    private static List<String> hear(String where, ScriptedClient client) {
        String line;
        try {
            line = client.line();
        } catch (AssertionError silence) {
            throw new AssertionError(where + "\n" + silence.getMessage(), silence);
        }
        List<String> heard = new ArrayList<>(List.of(line));
        Matcher count = COUNT.matcher(line);
        if (count.matches()) {
            String octets = new String(client.bytes(Integer.parseInt(count.group(2)) + 1), StandardCharsets.UTF_8);
            heard.addAll(List.of(octets.substring(0, octets.length() - 1).split("\n", -1)));
        }
        return heard;
    }

    /// The line with what differs from run to run replaced by what the example shows there. Tokens
    /// differ all by the same; one session in the example is one of the server.
    private String asInExample(String actual, String example) {
        String made = likeExample(actual, example, "epoch=[0-9a-f]{8}\\b");
        made = rememberSession(made, example);
        made = likeExample(made, example, "\\bms=\\d+\\b");
        made = likeExample(made, example, "\\bage=\\d+m?s\\b");
        Matcher token = TOKEN.matcher(made);
        Matcher exampleToken = TOKEN.matcher(example);
        if (!token.find() || !exampleToken.find()) {
            return made;
        }
        long value = Long.parseLong(token.group(1));
        if (!hasSeenToken) {
            hasSeenToken = true;
            tokenDifference = value - Long.parseLong(exampleToken.group(1));
        }
        return token.replaceFirst(" token=" + (value - tokenDifference));
    }

    private String rememberSession(String actual, String example) {
        Matcher given = SESSION.matcher(actual);
        Matcher shown = SESSION.matcher(example);
        if (!given.find() || !shown.find() || sessions.containsKey(shown.group(1))) {
            return actual;
        }
        sessions.put(shown.group(1), given.group(1));
        return given.replaceFirst(" session=" + shown.group(1));
    }

    /// What is typed, with sessions that the server knows in the place of those of the example.
    private String withSessions(String typed) {
        String line = typed;
        for (Map.Entry<String, String> session : sessions.entrySet()) {
            line = line.replace(session.getKey(), session.getValue());
        }
        return line;
    }

    private static String likeExample(String actual, String example, String pattern) {
        Matcher shown = Pattern.compile(pattern).matcher(example);
        return shown.find() ? actual.replaceFirst(pattern, Matcher.quoteReplacement(shown.group())) : actual;
    }

    @Override
    public void close() {
        server.close();
    }
}
