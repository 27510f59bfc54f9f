package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class ChildrenTest {
    private static final int TERMINATED = 128 + 15;
    private static final int KILLED = 128 + 9;

    private final Children children = new Children(Duration.ofMillis(100));

    private Process shell(String script) throws IOException {
        return children.start(new ProcessBuilder("sh", "-c", script));
    }

    @Test
    void allThatRunEndWhenItIsClosed() throws IOException {
        Process first = shell("exec sleep 1000");
        Process second = shell("exec sleep 1000");
        children.close();

        assertThat(first.exitValue()).isEqualTo(TERMINATED);
        assertThat(second.exitValue()).isEqualTo(TERMINATED);
    }

    @Test
    void whoDoesNotEndWhenAskedIsMadeTo() throws IOException {
        Process deaf = shell("trap '' TERM; echo ready; while :; do sleep 1; done");
        assertThat(deaf.inputReader().readLine()).isEqualTo("ready");
        children.stop(deaf);

        assertThat(deaf.exitValue()).isEqualTo(KILLED);
    }

    @Test
    void nothingStartsAfterItIsClosed() {
        children.close();

        assertThatThrownBy(() -> shell("exit 0")).isInstanceOf(CancellationException.class);
        assertThatThrownBy(children::goOn).isInstanceOf(CancellationException.class);
    }
}
