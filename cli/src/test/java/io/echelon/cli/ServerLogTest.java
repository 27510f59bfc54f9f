package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ServerLogTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)";

    @Test
    void logbackFindsItAndNothingElse() {
        assertThat(ServiceLoader.load(Configurator.class)).singleElement().isInstanceOf(ServerLog.class);
    }

    @Test
    void anEventIsALineWithItsTimeAndTheLastWordOfItsOrigin() {
        String said =
                said(loggers -> loggers.getLogger("io.echelon.server.Server").info("{} left", "m1"));

        assertThat(said).matches(TIME + " INFO  Server: m1 left\\R");
    }

    @Test
    void aBugIsToldWithThePlaceInTheSources() {
        String said = said(loggers -> loggers.getLogger("any").error("it stops", new IllegalStateException("bug")));

        assertThat(said).contains("ERROR any: it stops").contains("at io.echelon.cli.ServerLogTest.");
    }

    @Test
    void whatConcernsNobodyIsNotShown() {
        assertThat(said(loggers -> {
                    loggers.getLogger("io.echelon.server.Server").debug("a detail");
                    loggers.getLogger("io.netty.channel.Channel").info("a detail");
                    loggers.getLogger("io.netty.util.internal.MacAddressUtil").warn("no hardware address");
                }))
                .isEmpty();
    }

    @Test
    void theLevelCanBeChosen() {
        System.setProperty("ECHELON_LOG_LEVEL", "debug");
        try {
            assertThat(said(loggers -> loggers.getLogger("any").debug("a detail")))
                    .endsWith("DEBUG any: a detail" + System.lineSeparator());
        } finally {
            System.clearProperty("ECHELON_LOG_LEVEL");
        }
    }

    @Test
    void aFileOfOnesOwnTakesItsPlace() {
        System.setProperty("logback.configurationFile", "mine.xml");
        try {
            assertThat(new ServerLog().configure(new LoggerContext()))
                    .isEqualTo(Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY);
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }

    private static String said(Consumer<LoggerContext> logging) {
        PrintStream usual = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        LoggerContext loggers = new LoggerContext();
        loggers.setMDCAdapter(new LogbackMDCAdapter()); // As Logback does itself.
        try {
            new ServerLog().configure(loggers);
            logging.accept(loggers);
        } finally {
            loggers.stop();
            System.setErr(usual);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
