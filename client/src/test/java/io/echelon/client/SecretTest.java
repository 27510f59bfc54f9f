package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.protocol.Fields;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The session is nobody's business.
final class SecretTest {
    private static final String SECRET = "abcdefghijklmnopqrstuv";

    private final List<ConnectionLostException> losses = new CopyOnWriteArrayList<>();

    @Test
    void itStandsInNoExceptionAndInNoText() throws Exception {
        MembershipListener listener = new MembershipListener() {
            @Override
            public void onState(StateChange change) {
                if (change.cause() != null) {
                    losses.add(change.cause());
                }
            }
        };
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember(SECRET);
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.line();
                            peer.send("+OK group=main session=" + SECRET + " {");
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("RESUME session=" + SECRET + " got=0");
                            peer.send("-ERR 406 BAD_SESSION :no such session");
                        });
                Client client = Client.connect(server.options())) {
            Membership member =
                    client.join(JoinOptions.group("main").withListener(listener).withGrace(Duration.ofMinutes(1)));

            client.awaitEnd();

            assertThat(member.lease().toString()).doesNotContain(SECRET);
            assertThat(losses)
                    .isNotEmpty()
                    .allSatisfy(loss -> assertThat(trace(loss)).doesNotContain(SECRET));
        }
    }

    @Test
    void neitherTheSessionNorWhatAsksWithItShowsIt() throws Exception {
        byte[] line = ("session=" + SECRET).getBytes(StandardCharsets.UTF_8);
        Session session = new Session();
        session.begin(Fields.parse(line, 0, line.length));

        assertThat(session.resumption().session()).isEqualTo(SECRET);
        assertThat(session.toString() + session.resumption()).doesNotContain(SECRET);
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
