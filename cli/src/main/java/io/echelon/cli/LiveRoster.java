package io.echelon.cli;

import io.echelon.client.Roster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/// A roster on a terminal, drawn anew in its place whenever it changes. As much of it is shown as there is
/// room for; the last state stays when it ends.
final class LiveRoster implements RosterView {
    private final Terminal terminal;
    private final Display display;
    private boolean isClosed;

    /// @throws IOException if the terminal will not have it
    LiveRoster() throws IOException {
        // Signals stay with the JVM, so that Ctrl-C ends it as it ends other verbs.
        terminal = TerminalBuilder.builder()
                .system(true)
                .provider("jni")
                .nativeSignals(false)
                .build();
        display = new Display(terminal, false);
    }

    @Override
    public synchronized void show(Roster roster) {
        if (isClosed) {
            return;
        }
        Size size = terminal.getSize();
        int columns = Math.max(1, size.getColumns());
        int rows = Math.max(2, size.getRows());
        display.resize(Size.of(columns, rows));
        List<String> table = RosterText.table(roster);
        List<AttributedString> lines = new ArrayList<>();
        for (String line : table.subList(0, Math.min(table.size(), rows - 2))) {
            lines.add(new AttributedString(line).columnSubSequence(0, columns - 1));
        }
        if (table.size() > lines.size()) {
            lines.add(new AttributedString("       " + (table.size() - lines.size()) + " more"));
        }
        lines.add(AttributedString.EMPTY);
        display.update(lines, (lines.size() - 1) * (columns + 1));
        terminal.flush();
    }

    @Override
    public void show(String change) {
        throw new UnsupportedOperationException("a live roster shows what is, not what changes");
    }

    @Override
    public boolean showsChanges() {
        return false;
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            terminal.close();
        } catch (IOException gone) {
            // The terminal went away; nobody is left to tell.
        }
    }
}
