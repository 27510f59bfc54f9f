package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.ClientOptions;
import io.echelon.client.RefusedException;
import io.echelon.server.Limit;
import io.echelon.testkit.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `echelon demo`: what it shows, and that it shows nothing that did not happen.
final class DemoTest {
    private final StringWriter shown = new StringWriter();

    @Test
    void theReadmeShowsWhatTheCommandPrints() {
        List<String> block = Markdown.read("README.md").section("See it in ten seconds").fences().stream()
                .filter(fence -> fence.is("demo"))
                .findFirst()
                .orElseThrow()
                .lines();
        try (ServeProcess process = ServeProcess.run("demo")) {
            assertThat(process.exitCode()).isZero();
            assertThat(process.err()).isEmpty();
            assertThat(process.out()).isEqualTo(block.subList(1, block.size()));
        }
        assertThat(block.getFirst()).isEqualTo("$ ./echelon demo");
    }

    @Test
    void atThePaceOfAReaderItTakesSixToEightSeconds() throws Exception {
        List<Long> pauses = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            new Demo(new PrintWriter(shown), pauses::add).run(options(server));
        }

        assertThat(pauses.stream().mapToLong(millis -> millis).sum()).isBetween(6_000L, 8_000L);
    }

    @Test
    void aRankThatIsNotAsItShouldBeEndsItWithWhatTheRankIs() {
        try (TestServer server = TestServer.start()) {
            server.program("main");

            assertThatThrownBy(() -> demo(server))
                    .isInstanceOf(SurpriseException.class)
                    .hasMessage("this should not happen: m2 has rank 1 of 2, not rank 0 of 1");
        }
        assertThat(shown.toString()).endsWith("  ada   joined as m2: rank 1 of 2" + System.lineSeparator());
    }

    @Test
    void aClientThatFindsNoPlaceEndsItWithTheWordsOfTheServer() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 2))) {
            assertThatThrownBy(() -> demo(server))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("401 GROUP_FULL");
        }
        assertThat(shown.toString()).contains("ben   joined").doesNotContain("cleo");
    }

    private void demo(TestServer server) throws Exception {
        new Demo(new PrintWriter(shown), Pace.AT_ONCE).run(options(server));
    }

    private static ClientOptions options(TestServer server) {
        return ClientOptions.at("127.0.0.1:" + server.address().getPort());
    }
}
