package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which server a client tries next.
final class ServersTest {
    private final Servers servers = new Servers(ClientOptions.at("a:1,b:2").servers());

    @Test
    void thoseOfTheUserComeFirstAndThoseThatAServerNamedBehindThem() {
        servers.learn("c:3,b:2,a:1,d:4");

        assertThat(attempts(5)).containsExactly("a:1", "b:2", "c:3", "d:4", "a:1");
    }

    @Test
    void whatTheLastServerSaysReplacesWhatWasLearnedBefore() {
        servers.learn("c:3");
        attempts(3);

        servers.learn("d:4");
        assertThat(attempts(3)).containsExactly("a:1", "b:2", "d:4");
        servers.learn(null);
        assertThat(servers.count()).isEqualTo(2);
    }

    @Test
    void whatIsNoAddressCountsForNothing() {
        servers.learn(",, :,x:99999,c:,[::1]:7,e f:1:2,ok:5");

        assertThat(attempts(5)).containsExactly("a:1", "b:2", "[::1]:7", "ok:5", "a:1");
    }

    @Test
    void noMoreThanSixteenAreLearned() {
        servers.learn(
                IntStream.rangeClosed(1, 1_000).mapToObj(port -> "many:" + port).collect(Collectors.joining(",")));

        assertThat(servers.count()).isEqualTo(18);
    }

    @Test
    void howeverOftenItIsToAdvanceTheNextIsTheNext() {
        servers.attempt();

        servers.advance();
        servers.advance();

        assertThat(servers.attempt()).hasToString("b:2");
    }

    private List<String> attempts(int count) {
        List<String> attempts = new ArrayList<>();
        for (int attempt = 0; attempt < count; attempt++) {
            attempts.add(servers.attempt().toString());
            servers.advance();
        }
        return attempts;
    }
}
