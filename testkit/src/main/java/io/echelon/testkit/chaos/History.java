package io.echelon.testkit.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Everything that all clients did and were told, in the order of real time. Any thread may use it.
public final class History {
    private static final double MILLIS = 1e6;

    private final long startNanos;
    private final List<Entry> entries = new ArrayList<>();

    /// @param witness who tells it
    /// @param nanos when, of [System#nanoTime]
    public record Entry(Witness witness, long nanos, Event event) {}

    public History() {
        this(System.nanoTime());
    }

    /// @param startNanos what times are shown from
    History(long startNanos) {
        this.startNanos = startNanos;
    }

    /// A client that comes back for as long as `grace`.
    ///
    /// @param hearsInOneOrder as of [Witness#hearsInOneOrder]
    public Witness witness(String name, String group, Duration grace, boolean hearsInOneOrder) {
        return new Witness(this, name, group, grace, hearsInOneOrder);
    }

    synchronized void add(Witness witness, Event event) {
        entries.add(new Entry(witness, System.nanoTime(), event));
    }

    /// Something that happened at another time than now: for histories that are made up.
    synchronized void add(Witness witness, long nanos, Event event) {
        entries.add(new Entry(witness, nanos, event));
    }

    /// What there is up to now.
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// Milliseconds since it began.
    public double millis(long nanos) {
        return (nanos - startNanos) / MILLIS;
    }

    /// Writes it down as text, a line an event.
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%12.3f %s %s %s",
                    millis(entry.nanos()),
                    entry.witness().group(),
                    entry.witness().name(),
                    entry.event()));
        }
        Files.write(file, lines, StandardCharsets.UTF_8);
    }
}
