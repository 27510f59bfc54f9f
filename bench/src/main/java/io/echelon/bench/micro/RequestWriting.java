package io.echelon.bench.micro;

import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/// What a client does for each request that it writes, in millions a second, up to the array that goes to the socket.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestWriting {
    private final RequestWriter writer = new RequestWriter();
    private final byte[] body = "0123456789abcdef".repeat(8).getBytes(StandardCharsets.US_ASCII);
    private final Request send =
            new Request.Send(null, "all", 60_000, 300_000, null, null, null, List.of(), null, body);
    private final Request sendWithOptions =
            new Request.Send("a17", "all", 30_000, 300_000, "job-1000", null, null, List.of(), null, body);
    private final Request done = new Request.Done(null, 1_000, 0, body);
    private final Request ack = new Request.Ack(null, 1_000);

    @Benchmark
    public int send(Share share) {
        return write(send);
    }

    @Benchmark
    public int sendWithOptions(Share share) {
        return write(sendWithOptions);
    }

    @Benchmark
    public int done(Share share) {
        return write(done);
    }

    @Benchmark
    public int ack(Share share) {
        return write(ack);
    }

    private int write(Request request) {
        writer.clear();
        return writer.write(request).length();
    }
}
