package io.echelon.core;

import io.echelon.core.Input.CommandSubmitted;
import io.echelon.core.Input.ConnectionLost;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.LeaveRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.OutcomeReported;
import io.echelon.core.Input.PlaceRequested;
import io.echelon.core.Input.QuitRequested;
import io.echelon.core.Input.RosterRequested;
import io.echelon.core.Input.TallyRequested;
import io.echelon.core.Input.TimeAdvanced;
import io.echelon.core.Input.WatchRequested;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one input line of a transcript, word by word.
///
///     join k1 [group=backup] [name=web] [label.os=linux] [results=yes]    autojoin k1 …
///         [window=2] [grace=10s session=s1] [wait=yes]
///     resume k2 s1 s2 got=3    yield k1    observe k1 [group=backup]
///     leave k1    quit k1    lost k1    me k1    watch k1 [commands|1]    unwatch k1 …
///     submit k1 all [ttl=60s] [limit=5m] [key=a] [rev=3] [expect=2] [wave=1,50%] [stop=1] lights on
///     cancel k1 1    ack k2 1    done k2 1 [rc=0] up 3 days    fail k2 1 …    refuse k2 1 …
///     out k2 1 1 text    prog k2 1 40 text
///     who k1 [all]    tally k1 1    results k1 1 [state=failed]    time 300000
///     all-lost k1 k9    restart-graces    settings [capacity=2] [unique-names=main] …    raise-tokens 5000
///
/// A target that has spaces is written in quotes: "m7 | m8".
final class InputReader {
    /// What an executor says, and what it means.
    static final Map<String, Outcome> REPORTS =
            Map.of("ack", Outcome.RUNNING, "done", Outcome.DONE, "fail", Outcome.FAILED, "refuse", Outcome.REFUSED);

    private static final long TTL_MILLIS = 60_000;
    private static final long LIMIT_MILLIS = 300_000;

    private final String line;
    private final Deque<String> words;

    private InputReader(String line) {
        this.line = line;
        this.words = new ArrayDeque<>(List.of(line.split(" ", -1)));
    }

    /// @throws IllegalArgumentException if the line is none
    static Input read(String line) {
        InputReader reader = new InputReader(line);
        Input input = reader.input();
        if (!reader.words.isEmpty()) {
            throw reader.wrong("too many words");
        }
        return input;
    }

    private Input input() {
        String verb = word();
        return switch (verb) {
            case "join", "autojoin" -> join(verb.equals("autojoin"));
            case "resume" -> resume();
            case "yield" -> new Input.YieldRequested(connection());
            case "observe" -> new ObservationRequested(connection(), group());
            case "leave" -> new LeaveRequested(connection());
            case "quit" -> new QuitRequested(connection());
            case "lost" -> new ConnectionLost(connection());
            case "all-lost" ->
                new Input.ConnectionsLost(connection().number(), connection().number());
            case "restart-graces" -> new Input.GracesRestarted();
            case "settings" -> settings();
            case "raise-tokens" -> new Input.TokensRaised(number());
            case "submit" -> submit();
            case "cancel" -> new Input.CancelRequested(connection(), number());
            case "out" -> new Input.OutputReported(connection(), number(), (int) number(), rest());
            case "prog" -> new Input.ProgressReported(connection(), number(), (int) number(), rest());
            case "ack", "done", "fail", "refuse" -> report(Objects.requireNonNull(REPORTS.get(verb)));
            case "who" -> new RosterRequested(connection(), words.isEmpty() ? null : target());
            case "me" -> new PlaceRequested(connection());
            case "tally" -> new TallyRequested(connection(), number());
            case "results" -> results();
            case "watch" -> watch(true);
            case "unwatch" -> watch(false);
            case "time" -> new TimeAdvanced(millis(word()));
            default -> throw wrong("no such verb");
        };
    }

    private Input join(boolean isAutomatic) {
        ConnectionId connection = connection();
        String group = group();
        String name = option("name");
        Map<String, String> labels = new LinkedHashMap<>();
        while (!words.isEmpty() && words.peek().startsWith("label.")) {
            String[] label = word().substring("label.".length()).split("=", 2);
            labels.put(label[0], label[1]);
        }
        Profile profile = new Profile(name, labels, "yes".equals(option("results")));
        String window = option("window");
        String grace = option("grace");
        String session = option("session");
        Terms terms = new Terms(
                window == null ? Terms.DEFAULT_WINDOW : Integer.parseInt(window),
                grace == null ? 0 : millis(grace),
                session == null ? null : session(session));
        boolean waits = "yes".equals(option("wait"));
        return new JoinRequested(connection, group, profile, terms, waits, isAutomatic);
    }

    private Input settings() {
        Setting setting = Setting.read(List.copyOf(words));
        words.clear();
        return new Input.SettingsChanged(setting.limits(), setting.uniqueNames());
    }

    private Input resume() {
        ConnectionId connection = connection();
        SessionHash session = session(word());
        SessionHash next = session(word());
        String got = Objects.requireNonNull(option("got"), "got=");
        return new Input.ResumeRequested(connection, session, next, Long.parseLong(got));
    }

    private Input results() {
        ConnectionId connection = connection();
        long command = number();
        String state = option("state");
        return new Input.ResultsRequested(
                connection, command, state == null ? null : Outcome.valueOf(state.toUpperCase(Locale.ROOT)));
    }

    private Input watch(boolean isWatching) {
        ConnectionId connection = connection();
        String subject = words.isEmpty() ? "roster" : word();
        return switch (subject) {
            case "roster" -> new WatchRequested(connection, WatchSubject.ROSTER, 0, isWatching);
            case "commands" -> new WatchRequested(connection, WatchSubject.COMMANDS, 0, isWatching);
            default -> new WatchRequested(connection, WatchSubject.COMMAND, Long.parseLong(subject), isWatching);
        };
    }

    /// @param word such as s1
    private static SessionHash session(String word) {
        long number = Long.parseLong(word.substring(1));
        return new SessionHash(number, number, number, number);
    }

    private Input submit() {
        ConnectionId connection = connection();
        Target target = target();
        String ttl = option("ttl");
        String limit = option("limit");
        long ttlMillis = ttl == null ? TTL_MILLIS : millis(ttl);
        long limitMillis = limit == null ? LIMIT_MILLIS : millis(limit);
        String key = option("key");
        String rev = option("rev");
        String expect = option("expect");
        Conditions conditions = new Conditions(
                key, rev == null ? null : Long.valueOf(rev), expect == null ? null : Integer.valueOf(expect));
        Rollout rollout = rollout(option("wave"), option("stop"));
        return new CommandSubmitted(connection, target, rest(), ttlMillis, limitMillis, conditions, rollout);
    }

    private static Rollout rollout(@Nullable String waves, @Nullable String stop) {
        List<Rollout.Wave> read = new ArrayList<>();
        for (String wave : waves == null ? new String[0] : waves.split(",", -1)) {
            boolean isPercent = wave.endsWith("%");
            read.add(new Rollout.Wave(Integer.parseInt(wave.replace("%", "")), isPercent));
        }
        return new Rollout(read, stop == null ? 0 : Integer.parseInt(stop));
    }

    private Input report(Outcome outcome) {
        ConnectionId connection = connection();
        long command = number();
        String code = option("rc");
        return new OutcomeReported(connection, command, outcome, code == null ? null : Integer.valueOf(code), rest());
    }

    private long number() {
        return Long.parseLong(word());
    }

    private ConnectionId connection() {
        String word = word();
        if (!word.startsWith("k")) {
            throw wrong("a connection is written k1, not " + word);
        }
        return new ConnectionId(Long.parseLong(word.substring(1)));
    }

    private String group() {
        return Objects.requireNonNullElse(option("group"), "main");
    }

    private Target target() {
        return switch (Target.parse(quotedWord())) {
            case Target.Understood understood -> understood.target();
            case Target.Misunderstood misunderstood -> throw wrong("the target " + misunderstood.problem());
        };
    }

    /// Takes the next word if it is an option of that name.
    private @Nullable String option(String name) {
        return words.isEmpty() || !words.peek().startsWith(name + "=") ? null : word().substring(name.length() + 1);
    }

    /// @param text such as 250, 60s, 5m, 1h
    static long millis(String text) {
        long unitMillis = switch (text.charAt(text.length() - 1)) {
            case 's' -> 1_000;
            case 'm' -> 60_000;
            case 'h' -> 3_600_000;
            default -> 1;
        };
        return unitMillis * Long.parseLong(unitMillis == 1 ? text : text.substring(0, text.length() - 1));
    }

    private Body rest() {
        String text = String.join(" ", words);
        words.clear();
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Takes the next word, or all up to the next that ends with a quote if it begins with one.
    private String quotedWord() {
        StringBuilder text = new StringBuilder(word());
        if (text.charAt(0) != '"') {
            return text.toString();
        }
        while (text.length() == 1 || text.charAt(text.length() - 1) != '"') {
            text.append(' ').append(word());
        }
        return text.substring(1, text.length() - 1);
    }

    private String word() {
        String word = words.poll();
        if (word == null) {
            throw wrong("a word is missing");
        }
        return word;
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(line + ": " + problem);
    }
}
