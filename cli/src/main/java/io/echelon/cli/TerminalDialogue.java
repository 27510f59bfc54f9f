package io.echelon.cli;

import io.echelon.client.Seat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// A terminal with line editing, history and completion. What is shown while a line is typed goes above it.
final class TerminalDialogue implements Dialogue {
    private static final String PROMPT = "> ";
    private static final int MOST_HISTORY_LINES = 1_000;
    private static final int MOST_OFFERED = 100;
    private static final long LEAVE_MILLIS = 1_000;

    private static final List<String> TARGETS =
            List.of("all", "next", "last", "any", "rank:", "+1", "+1..+", "name:", "label:");

    private final Terminal terminal;
    private final LineReader reader;
    private final Printer printer;
    private volatile Supplier<List<Seat>> juniors = List::of;
    private volatile @Nullable Thread readingThread;

    /// @param terminal closed with this
    /// @param history where lines are kept from one time to the next; null if they are not
    TerminalDialogue(Terminal terminal, @Nullable Path history) {
        this.terminal = terminal;
        // While a line is read Ctrl-C ends that; at any other time it ends the process as it ends other verbs.
        terminal.handle(Terminal.Signal.INT, signal -> Threads.start("stop", () -> System.exit(ExitCode.DONE)));
        DefaultParser words = new DefaultParser();
        words.setEscapeChars(new char[0]);
        words.setQuoteChars(new char[0]);
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("echelon")
                .parser(words)
                .completer(this::complete)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.HISTORY_SIZE, MOST_HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, MOST_HISTORY_LINES)
                .variable(LineReader.BELL_STYLE, "none")
                .build();
        if (history != null) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        printer = new Printer(lines -> reader.printAbove(lines));
    }

    /// @throws IOException if the terminal will not have it
    static TerminalDialogue open() throws IOException {
        return new TerminalDialogue(terminal(), historyFile());
    }

    /// The one that this process was started on, or a dumb one.
    static Terminal terminal() throws IOException {
        return TerminalBuilder.builder().system(true).provider("jni").build();
    }

    /// Where lines are kept from one time to the next, readable by this user only; null if there is no such
    /// place.
    private static @Nullable Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state", "echelon")
                : Path.of(state, "echelon");
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("history");
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return file;
        } catch (IOException | UnsupportedOperationException unfit) {
            return null; // Then lines are remembered this time only.
        }
    }

    private void complete(LineReader lineReader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            TypedLine.WORDS.forEach(word -> candidates.add(new Candidate(word)));
        } else if (line.wordIndex() == 1 && line.words().get(0).equals("/to")) {
            TARGETS.forEach(target -> candidates.add(new Candidate(target)));
            juniors.get().stream().limit(MOST_OFFERED).forEach(seat -> {
                String id = seat.id().toString();
                String name = seat.name() == null ? "" : " " + Shown.line(seat.name());
                candidates.add(new Candidate(id, id + name, null, null, null, null, true));
            });
        }
    }

    @Override
    public void offer(Supplier<List<Seat>> newJuniors) {
        juniors = newJuniors;
    }

    @Override
    public boolean isForPerson() {
        return true;
    }

    @Override
    public void show(String text) {
        printer.print(text);
    }

    @Override
    public @Nullable String read() {
        readingThread = Thread.currentThread();
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException | EndOfFileException leaving) {
            return null;
        } finally {
            readingThread = null;
        }
    }

    @Override
    public void close() {
        printer.close();
        leaveLine();
        try {
            terminal.close();
        } catch (IOException gone) {
            // The terminal went away; nobody is left to tell.
        }
    }

    /// Has the line that is being typed left as it stands, so that what comes next begins below it.
    private void leaveLine() {
        Thread reading = readingThread;
        if (reading == null) {
            return;
        }
        reading.interrupt();
        try {
            reading.join(LEAVE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
