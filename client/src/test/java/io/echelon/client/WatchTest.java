package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How commands get on: what executors put out, and who hears of it.
final class WatchTest implements CommandListener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    private void expect(String event) throws InterruptedException {
        assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(event);
    }

    @Override
    public void onOutput(Output output) {
        heard.add(output.executor() + " " + output.rank() + " " + output.stream() + " " + output.text());
    }

    @Override
    public void onProgress(Progress progress) {
        heard.add(progress.executor() + " " + progress.percent() + " " + progress.text());
    }

    @Override
    public void onTally(Tally tally) {
        heard.add(tally.isOpen() + " " + tally.counts());
    }

    @Test
    void whoWatchesACommandHearsOutputProgressAndTallies() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("WATCH 7");
                    peer.send(
                            "+OK", "*OUT 7 m3 rank=2 stream=1 {4}", "a\nb ", "*PROG 7 m3 rank=2 percent=40 :unpacking");
                    peer.send("*OUT 8 m3 rank=2 stream=1 :of another", "*TALLY 7 open=yes total=2 done=1 sent=1");
                    peer.send("*TALLY 7 open=no total=2 done=2", "*PROG 7 m3 rank=2 percent=50 :too late");
                    peer.expect("WATCH commands");
                    peer.send("+OK", "*OUT 9 m3 rank=2 stream=2 :any");
                    peer.expect("UNWATCH commands");
                    peer.send("+OK");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());
            member.watch(7, this);
            expect("m3 2 1 a\nb ");
            expect("m3 40 unpacking");
            expect("true {SENT=1, DONE=1}");
            expect("false {DONE=2}");

            member.watchCommands(this);
            expect("m3 2 2 any");
            member.unwatchCommands();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void anExecutorPutsOutAndNothingAnswers() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s");
                    peer.expect("OUT 5 2 {5}", "oops!", "PROG 5 40% {9}", "unpacking", "PROG 5 100%");
                    assertThat(peer.line()).isEqualTo("OUT 5 1 {16384}");
                    assertThat(peer.line()).hasSize(16_384);
                    peer.expect("OUT 5 1 {1}", "x", "DONE 5");
                    peer.send("+OK");
                });
                Client client = Client.connect(server.options())) {
            client.join("main", command -> {
                boolean isWhole = command.output(2, "oops!".getBytes(StandardCharsets.UTF_8));
                isWhole &= command.progress(40, "unpacking");
                isWhole &= command.progress(100, "");
                isWhole &= command.output(1, "x".repeat(16_385).getBytes(StandardCharsets.UTF_8));
                return isWhole ? Verdict.done() : Verdict.failed("dropped");
            });

            server.awaitPlayed();
        }
    }

    @Test
    void whatIsPutOutWithoutAConnectionIsDropped() {
        Command command = new Command(5, new MemberId(1), 0, Duration.ofSeconds(60), new byte[0]);

        assertThat(command.output(1, new byte[1])).isFalse();
        assertThat(command.progress(0, "")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> command.output(3, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> command.progress(101, ""));
    }

    @Test
    void allOptionsOfACommandAreSaid() throws Exception {
        SendOptions options = SendOptions.DEFAULTS
                .withKey("k")
                .withRevision(3)
                .expecting(2)
                .withWaves(List.of(new Request.Wave(1, false), new Request.Wave(100, true)))
                .stoppingAt(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("SEND all key=k rev=3 expect=2 wave=1,100% stop=1 {1}", "x");
                    peer.send("-ERR 505 EXPECT want=2 got=3 :it would be three");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());
            SendOptions passedOn = SendOptions.of(options.request("next", new byte[0]));
            Submission submission = member.send("all", new byte[] {'x'}, passedOn);

            assertThatThrownBy(() -> submission.awaitAccepted(PATIENCE)).hasMessage("505 EXPECT: it would be three");
        }
    }

    @Test
    void whatBecameOfACommandIsListedTargetByTarget() throws Exception {
        String lines = """
                m2 state=done rc=0 ms=412 result="up 3 days\\n"
                m3 state=unknown ms=9 late=done
                m4 state=waiting
                """;
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("RESULTS 7");
                    peer.send("+OK id=7 open=yes n=3 {" + lines.length() + "}", lines);
                    peer.expect("RESULTS 7 state=failed");
                    peer.send("+OK id=7 open=yes n=0 {0}", "");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());

            assertThat(member.results(7, null))
                    .containsExactly(
                            new TargetState(
                                    new MemberId(2), Outcome.DONE, 0, Duration.ofMillis(412), null, "up 3 days\n"),
                            new TargetState(
                                    new MemberId(3), Outcome.UNKNOWN, null, Duration.ofMillis(9), Outcome.DONE, ""),
                            new TargetState(new MemberId(4), Outcome.WAITING, null, null, null, ""));
            assertThat(member.results(7, Outcome.FAILED)).isEmpty();
        }
    }
}
