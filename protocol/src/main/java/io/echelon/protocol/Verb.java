package io.echelon.protocol;

import static io.echelon.protocol.Form.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The first word of a request.
public enum Verb {
    HELLO(
            "HELLO [proto=1] [name=w7] [lang=java] [ver=1.2] [body=count|text] [ping=10s]",
            "say that you are a program; body=count asks for bodies as {n} and octets",
            "HELLO proto=1 name=w7 lang=java ver=1.2 body=count ping=10s",
            words(0, 0).options(Option.PROTO, Option.NAME, Option.LANG, Option.VER, Option.BODY, Option.PING)),
    AUTH("AUTH token=...", "say who you are", "AUTH token=secret"),
    JOIN(
            "JOIN [group] [name=w7] [label.K=V ...] [results=yes|no] [window=16] [grace=10s] [wait=yes|no]"
                    + " [observe=yes|no]",
            "take a place in a group, at the end of the line; observe=yes takes none and looks on",
            "JOIN main name=w7 label.os=linux results=yes",
            words(0, 1)
                    .options(Option.NAME, Option.RESULTS, Option.WINDOW, Option.GRACE, Option.WAIT, Option.OBSERVE)
                    .labels()),
    RESUME(
            "RESUME session=... got=N",
            "take up again the place that you had before your connection broke",
            "RESUME session=the-word-that-JOIN-gave got=0",
            words(0, 0).options(Option.SESSION, Option.GOT)),
    LEAVE("LEAVE", "give your place up; the connection stays", "LEAVE", words(0, 0)),
    QUIT("QUIT", "give your place up and close the connection", "QUIT", words(0, 0)),
    YIELD("YIELD", "go to the end of the line, with a new number", "YIELD", words(0, 0)),
    WHO("WHO [target]", "list the roster, a line a member", "WHO", words(0, 1)),
    ME("ME", "show your own place", "ME", words(0, 0)),
    SEND(
            "SEND <target> [ttl=60s] [limit=5m] [key=K] [rev=88] [expect=12] [wave=1,10%,100%] [stop=1] :text",
            "send a command to members below you",
            "SEND all :uptime",
            words(1, 1)
                    .with(Form.Text.REQUIRED)
                    .options(
                            Option.TTL, Option.LIMIT, Option.KEY, Option.REV, Option.EXPECT, Option.WAVE, Option.STOP)),
    ACK("ACK <command>", "say that you have taken a command", "ACK 7", words(1, 1)),
    DONE(
            "DONE <command> [rc=N] [:result]",
            "report that a command was executed",
            "DONE 7 rc=0 :up 3 days",
            words(1, 1).with(Form.Text.OPTIONAL).options(Option.RC)),
    FAIL(
            "FAIL <command> [rc=N] [:why]",
            "report that a command failed",
            "FAIL 7 rc=3 :no space left",
            words(1, 1).with(Form.Text.OPTIONAL).options(Option.RC)),
    REFUSE(
            "REFUSE <command> [:why]",
            "report that a command will not be executed",
            "REFUSE 7 :not here",
            words(1, 1).with(Form.Text.OPTIONAL)),
    OUT(
            "OUT <command> 1|2 :text",
            "send output while a command runs, 1 the usual and 2 for errors",
            "OUT 7 1 :40 of 100 files",
            words(2, 2).with(Form.Text.REQUIRED)),
    PROG(
            "PROG <command> 40% [:text]",
            "tell how far a command is", "PROG 7 40% :unpacking", words(2, 2).with(Form.Text.OPTIONAL)),
    CANCEL("CANCEL <command>", "call a command back", "CANCEL 7", words(1, 1)),
    TALLY("TALLY <command>", "count the outcomes of a command", "TALLY 7", words(1, 1)),
    RESULTS(
            "RESULTS <command> [state=failed]",
            "list the outcomes of a command, a line a target",
            "RESULTS 7 state=failed",
            words(1, 1).options(Option.STATE)),
    WATCH(
            "WATCH roster|commands|<command>",
            "be told who comes and goes, or how all commands or one of them get on",
            "WATCH roster",
            words(1, 1)),
    UNWATCH("UNWATCH roster|commands|<command>", "be told no longer", "UNWATCH roster", words(1, 1)),
    PING("PING [word]", "get the word back", "PING x", words(0, 1)),
    PONG(
            "PONG [word] [got=N]",
            "answer a ping of the server",
            "PONG 81 got=1532",
            words(0, 1).options(Option.GOT)),
    HELP("HELP [verb|limits]", "show how to use it", "HELP SEND", words(0, 1)),
    CLUSTER(
            "CLUSTER [status|add <node> <host:port>|remove <node>|transfer <node>]",
            "show the servers of the cluster, or change them",
            "CLUSTER status",
            words(0, 3));

    private static final int MOST_TYPOS = 2;
    private static final Verb[] ALL = values();
    private static final Vocabulary NAMES = new Vocabulary(ALL);

    private final String usage;
    private final String summary;
    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // Its lists are unmodifiable; the annotation would be a dependency.
    private final @Nullable Form form;

    Verb(String usage, String summary, String example) {
        this(usage, summary, example, null);
    }

    Verb(String usage, String summary, String example, @Nullable Form form) {
        this.usage = usage;
        this.summary = summary;
        this.example = example;
        this.form = form;
    }

    /// One line: what may be written now.
    public String usage() {
        return usage;
    }

    public String summary() {
        return summary;
    }

    /// A line to paste.
    public String example() {
        return example;
    }

    /// Whether this server executes it; the others are answered 105.
    public boolean isSupported() {
        return form != null;
    }

    /// Whether its arguments are secrets, which stand in no complaint.
    boolean hasSecrets() {
        return this == AUTH || this == RESUME;
    }

    /// Null while the verb is not supported.
    @Nullable
    Form form() {
        return form;
    }

    /// The supported verb that was probably meant: one that begins with `word`, else the one with the fewest typos,
    /// fewer than half of the word. Of equals the first in the order above.
    public static @Nullable Verb nearest(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        Verb nearest = null;
        int fewestTypos = Math.min(MOST_TYPOS, upper.length() / 2) + 1;
        for (Verb verb : ALL) {
            if (!verb.isSupported() || upper.isEmpty()) {
                continue;
            }
            if (verb.name().startsWith(upper)) {
                return verb;
            }
            if (Math.abs(verb.name().length() - upper.length()) > MOST_TYPOS) {
                continue;
            }
            int typos = typos(upper, verb.name());
            if (typos < fewestTypos) {
                fewestTypos = typos;
                nearest = verb;
            }
        }
        return nearest;
    }

    /// The verb that the bytes spell in any case, or null; nothing is allocated.
    static @Nullable Verb find(byte[] bytes, int from, int to) {
        int place = NAMES.find(PackedWord.of(bytes, from, to));
        return place == Vocabulary.UNKNOWN ? null : ALL[place];
    }

    /// Letters to insert, drop, replace or swap with their neighbour (Damerau-Levenshtein, optimal string alignment).
    private static int typos(String word, String name) {
        int[] beforeLast = new int[name.length() + 1];
        int[] last = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= word.length(); i++) {
            int[] row = new int[name.length() + 1];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int replaced = last[j - 1] + (word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && word.charAt(i - 1) == name.charAt(j - 2)
                        && word.charAt(i - 2) == name.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[name.length()];
    }
}
