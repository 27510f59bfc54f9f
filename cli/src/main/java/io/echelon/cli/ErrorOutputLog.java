package io.echelon.cli;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Where the client library logs in this command: a line on standard error for each warning and error, made for the
/// person who sees it, and nothing of less weight. The server's log is another, [ServerLog].
///
/// Found by the JDK, which logs here too.
public final class ErrorOutputLog extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Lines(name);
    }

    private record Lines(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.compareTo(Level.WARNING) >= 0;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                System.err.println("echelon: " + Shown.line(message + (thrown == null ? "" : ": " + thrown)));
                if (thrown != null && level == Level.ERROR) {
                    thrown.printStackTrace(); // A bug, and nobody else will tell where.
                }
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... values) {
            if (isLoggable(level)) {
                boolean isPlain = format == null || values == null || values.length == 0;
                log(level, texts, isPlain ? format : MessageFormat.format(format, values), (Throwable) null);
            }
        }
    }
}
