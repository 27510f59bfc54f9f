package io.echelon.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Objects;

/// Where the server logs in this command: a line on standard error for each event from `ECHELON_LOG_LEVEL` on, INFO if
/// it is not set. Standard output says only what was asked for. A file that `logback.configurationFile` names takes its
/// place. The client's log is another, [ErrorOutputLog].
///
/// Found by Logback. In code, because a start waits for it, and for an XML file it would wait several times as long.
public final class ServerLog extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "ECHELON_LOG_LEVEL";
    /// Held on to: it forgets its level with the last who knows it.
    private static final java.util.logging.Logger SHADED =
            java.util.logging.Logger.getLogger("org.apache.ratis.thirdparty");
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n";

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(
                Level.toLevel(System.getProperty(LEVEL, Objects.requireNonNullElse(System.getenv(LEVEL), "INFO"))));
        root.addAppender(standardError(loggers));
        loggers.getLogger("io.netty").setLevel(Level.WARN);
        // It warns of everything that it then deals with by itself, as of each attempt to reach a node that is gone.
        loggers.getLogger("org.apache.ratis").setLevel(Level.ERROR);
        // What it cannot start for is told on a line of its own.
        loggers.getLogger("org.apache.ratis.util.LifeCycle").setLevel(Level.OFF);
        // A proposal that fails is made again.
        loggers.getLogger("org.apache.ratis.client").setLevel(Level.OFF);
        // What it shades logs past this log.
        SHADED.setLevel(java.util.logging.Level.WARNING);
        // It looks for a hardware address to name channels by, and does without.
        loggers.getLogger("io.netty.util.internal.MacAddressUtil").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
