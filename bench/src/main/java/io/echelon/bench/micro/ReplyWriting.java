package io.echelon.bench.micro;

import io.echelon.protocol.BodyForm;
import io.echelon.protocol.EventName;
import io.echelon.protocol.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a server does for each line that it writes, in millions a second, up to the array that goes to the socket.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyWriting {
    private final ReplyWriter writer = new ReplyWriter();
    private final byte[] body = "0123456789abcdef".repeat(8).getBytes(StandardCharsets.US_ASCII);
    private final byte[] body16k = "0123456789abcdef".repeat(1024).getBytes(StandardCharsets.US_ASCII);
    private long number;

    @Benchmark
    public int accepted(Share share) {
        start().ok("a17").pair("id", ++number).pair("n", 12).pair("above", 2).pair("rev", 88);
        return end();
    }

    @Benchmark
    public int command(Share share) {
        startCommand();
        writer.body(body, BodyForm.COUNTED);
        return end();
    }

    @Benchmark
    public int commandAsText(Share share) {
        startCommand();
        writer.body(body, BodyForm.TEXT);
        return end();
    }

    @Benchmark
    public int commandAsLongText(Share share) {
        startCommand();
        writer.body(body16k, BodyForm.TEXT);
        return end();
    }

    @Benchmark
    public int result(Share share) {
        start().event(EventName.RESULT)
                .number(++number)
                .word('m', 2)
                .pair("rank", 1)
                .pair("state", "done")
                .pair("rc", 0)
                .pair("ms", 412)
                .body(body, BodyForm.COUNTED);
        return end();
    }

    @Benchmark
    public int closed(Share share) {
        start().event(EventName.CLOSED)
                .number(++number)
                .pair("total", 12)
                .pair("done", 10)
                .pair("failed", 1)
                .pair("unknown", 1)
                .pair("ms", 2_410);
        return end();
    }

    @Benchmark
    public int rank(Share share) {
        start().event(EventName.RANK)
                .number(0)
                .pair("was", 1)
                .pair("of", 2)
                .pair("rev", ++number)
                .pair("token", 1_795_391_221_000_001L)
                .text("m1 left; you are in command");
        return end();
    }

    private void startCommand() {
        start().event(EventName.COMMAND)
                .number(++number)
                .pair("from", 'm', 1)
                .pair("rank", 0)
                .pair("ttl", "60s");
    }

    private ReplyWriter start() {
        writer.clear();
        return writer.start(false);
    }

    private int end() {
        return writer.end().length();
    }
}
