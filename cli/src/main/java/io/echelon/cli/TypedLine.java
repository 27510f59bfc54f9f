package io.echelon.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person types to `echelon join`: a command for others, or a slash and a word for the client itself.
sealed interface TypedLine {
    String HELP = """
            text              commands everyone below you
            /to TARGET text   commands those: m3, next, last, any, rank:2-5, +1..+3, name:web*, label:os=linux,
                              or in quotes "name:web* & !m3"
            /cancel 7         calls command 7 back
            /tally 7          tells how command 7 stands
            /results 7        tells how it stands at each member
            /who              lists who is here
            /me               shows your own place
            /yield            goes to the end of the line, with a new number
            /quit             leaves; Ctrl-D does too
            /help             shows this
            A text that begins with a slash is typed with two.""";

    /// All words behind a slash.
    List<String> WORDS = List.of("/to", "/cancel", "/tally", "/results", "/who", "/me", "/yield", "/quit", "/help");

    /// A target that has spaces is quoted; it can have no quotes itself then.
    Pattern TARGET_AND_TEXT =
            Pattern.compile("(\"(?<quoted>[^\"]*)\"|(?<target>[^\"\\s]\\S*))\\s+(?<text>\\S.*)", Pattern.DOTALL);

    Pattern COMMAND = Pattern.compile("\\d{1,18}");

    /// A command for members below.
    record Send(String target, String text) implements TypedLine {}

    /// @param command its number
    record Cancel(long command) implements TypedLine {}

    /// @param command its number
    record Tally(long command) implements TypedLine {}

    /// @param command its number
    record Results(long command) implements TypedLine {}

    record Who() implements TypedLine {}

    record Me() implements TypedLine {}

    /// To the end of the line.
    record Yield() implements TypedLine {}

    record Quit() implements TypedLine {}

    record Help() implements TypedLine {}

    record Nothing() implements TypedLine {}

    /// @param problem says what would be right
    record Wrong(String problem) implements TypedLine {}

    static TypedLine parse(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return new Nothing();
        }
        if (!text.startsWith("/")) {
            return new Send("all", text);
        }
        if (text.startsWith("//")) {
            return new Send("all", text.substring(1));
        }
        String[] words = text.split("\\s+", 2);
        String rest = words.length == 2 ? words[1] : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "/to" -> to(rest);
            case "/cancel" -> about(words[0], rest, Cancel::new);
            case "/tally" -> about(words[0], rest, Tally::new);
            case "/results" -> about(words[0], rest, Results::new);
            case "/who" -> alone(rest, new Who());
            case "/me" -> alone(rest, new Me());
            case "/yield" -> alone(rest, new Yield());
            case "/quit" -> alone(rest, new Quit());
            case "/help" -> alone(rest, new Help());
            default -> new Wrong("there is no " + words[0] + "; /help lists what there is");
        };
    }

    private static TypedLine to(String rest) {
        Matcher matcher = TARGET_AND_TEXT.matcher(rest);
        if (!matcher.matches()) {
            return new Wrong("/to wants a target and a text, as in: /to m3 reload");
        }
        String quoted = matcher.group("quoted");
        return new Send(quoted == null ? matcher.group("target") : quoted, matcher.group("text"));
    }

    private static TypedLine about(String word, String rest, LongFunction<TypedLine> meant) {
        return COMMAND.matcher(rest).matches()
                ? meant.apply(Long.parseLong(rest))
                : new Wrong(word + " wants the number of a command, as in: " + word + " 7");
    }

    private static TypedLine alone(String rest, TypedLine meant) {
        return rest.isEmpty() ? meant : new Wrong("nothing belongs behind that word; /help shows what there is");
    }
}
