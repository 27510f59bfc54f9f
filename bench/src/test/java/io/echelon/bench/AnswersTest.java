package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What counts as a good answer, in each dialect, and what ends a run.
final class AnswersTest {
    private static final int RECEIVERS = 12;

    private final Dialect echelon = new EchelonDialect();
    private final Dialect redis = new RedisDialect();
    private final Dialect nats = new NatsDialect();
    private final Dialect mqtt = new MqttDialect();

    @Test
    void echelonAnswersHelloAndJoin() throws DriveException {
        expect(echelon::answers, """
                        *HELLO echelon/1 server=1.0 epoch=9f group=main members=0 capacity=64 auth=none :type HELP
                        +OK proto=1 server=1.0 epoch=9f
                        +OK group=g0 id=m8 rank=7 of=8 rev=1 token=5
                        """, 2);

        Answers answers = echelon.answers();
        answers.read(Chopped.bytes("+OK group=g0 id=m8 rank=7 of=8 rev=1 token=5\n"));
        assertThat(answers.rank()).isEqualTo(7);
    }

    @Test
    void echelonAcceptsAndClosesEachCommand() throws DriveException {
        expect(
                () -> echelon.receipts(RECEIVERS),
                "+OK id=1 n=12 above=0 rev=4\n*CLOSED 1 total=12 delivered=12 ms=0\n",
                2);
    }

    @Test
    void echelonMayNotReachFewer() {
        refuse(echelon.receipts(RECEIVERS), "+OK id=1 n=11 above=0 rev=4\n", "goes to 11 members");
        refuse(echelon.receipts(RECEIVERS), "*CLOSED 1 total=12 delivered=11 unknown=1 ms=0\n", "delivered to 11");
        refuse(echelon.receipts(RECEIVERS), "*CLOSED 1 total=12 ms=0\n", "delivered to 0");
    }

    @Test
    void echelonMayNotSayNo() {
        refuse(echelon.answers(), "-ERR 401 GROUP_FULL capacity=64 retry=yes :full\n", "401 GROUP_FULL");
        refuse(echelon.receipts(RECEIVERS), "-ERR 601 TOO_MANY_OPEN retry=yes :wait\n", "601 TOO_MANY_OPEN");
        refuse(echelon.answers(), "*SLOW bytes=524288\n", "*SLOW");
        refuse(echelon.answers(), "*BYE code=602 again=now\n", "*BYE");
        refuse(echelon.receipts(RECEIVERS), "*RANK 0 was=1 of=2 rev=3 token=4\n", "*RANK");
    }

    @Test
    void echelonClosesACommandWithAResultOfEachExecutor() throws DriveException {
        String results = "*RESULT 1 m2 rank=1 state=done ms=1\n".repeat(RECEIVERS);
        String accepted = "+OK id=1 n=12 above=0 rev=3\n";
        String closed = "*CLOSED 1 total=12 done=12 ms=3\n";
        expect(() -> new ResultAnswers(RECEIVERS), accepted + results + closed, 1);

        refuse(
                new ResultAnswers(RECEIVERS),
                accepted + results.substring(results.indexOf('\n') + 1) + closed,
                "11 res");
        refuse(new ResultAnswers(RECEIVERS), results + closed, "12 results");
        refuse(
                new ResultAnswers(RECEIVERS),
                accepted + results + "*CLOSED 1 total=12 done=11 failed=1 ms=3\n",
                "done=11");
        refuse(new ResultAnswers(RECEIVERS), "-ERR 601 TOO_MANY_OPEN\n", "-ERR 601");
        refuse(new ResultAnswers(RECEIVERS), "+OK id=1 n=120 above=0 rev=3\n", "n=120");
    }

    @Test
    void redisAnswersValues() throws DriveException {
        expect(redis::answers, "+PONG\r\n*3\r\n$9\r\nsubscribe\r\n$2\r\ng0\r\n:1\r\n", 2);
        expect(() -> redis.receipts(RECEIVERS), ":12\r\n:12\r\n:12\r\n", 3);
        expect(() -> redis.receipts(Dialect.ANY_RECEIVERS), ":12\r\n:13\r\n", 2);
    }

    @Test
    void redisMayNeitherReachFewerNorSayNo() {
        refuse(redis.receipts(RECEIVERS), ":11\r\n", "11 subscribers");
        refuse(redis.answers(), "-ERR max number of clients reached\r\n", "max number of clients");
    }

    @Test
    void natsAnswersPings() throws DriveException {
        expect(nats::answers, "INFO {\"server_id\":\"N\"}\r\nPONG\r\nPING\r\nPONG\r\n", 2);
        refuse(nats.answers(), "-ERR 'maximum connections exceeded'\r\n", "maximum connections");
    }

    @Test
    void mqttAcknowledges() throws DriveException {
        expect(mqtt::answers, " \2\0\0\u0090\3\0\1\0", 2);
        refuse(mqtt.answers(), " \2\0\5", "code 5");
        refuse(mqtt.answers(), "\u0090\3\0\1\u0080", "code 128");
        refuse(mqtt.answers(), "\u00e0\0", "type 14");
    }

    @Test
    void natsIsAnsweredItsPings() {
        try (LinkFixture fixture = new LinkFixture(Contender.NATS)) {
            Link link = fixture.link(0, 0);
            String message = "MSG g0 1 3\r\nxx\u00f0\r\n";

            nats.oblige(link, Chopped.bytes(message));
            nats.oblige(link, Chopped.bytes("NG\r\n"));
            assertThat(fixture.said(0)).isEmpty();
            nats.oblige(link, Chopped.bytes("PING\r\n"));
            nats.oblige(link, Chopped.bytes(message + "PING\r\n"));
            nats.oblige(link, Chopped.bytes("PING\r\n" + message));
            assertThat(fixture.said(0)).isEqualTo("PONG\r\n".repeat(3));
        }
    }

    /// However it is chopped.
    private static void expect(Supplier<Answers> answers, String heard, int good) throws DriveException {
        try (LinkFixture fixture = new LinkFixture(Contender.ECHELON)) {
            Link link = fixture.link(0, 0);
            for (int size = 1; size <= heard.length(); size++) {
                int[] counted = new int[1];
                Hearing hearing = new Hearing(answers.get(), count -> counted[0] += count);
                for (ByteBuf piece : Chopped.pieces(heard, size)) {
                    hearing.hear(link, piece);
                }
                assertThat(counted[0]).isEqualTo(good);
            }
        }
    }

    private static void refuse(Answers answers, String heard, String complaint) {
        assertThatThrownBy(() -> answers.read(Chopped.bytes(heard)))
                .isInstanceOf(DriveException.class)
                .hasMessageContaining(complaint);
    }
}
