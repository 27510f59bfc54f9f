package io.echelon.bench.micro;

import io.echelon.protocol.Frame;
import io.echelon.protocol.Malformed;
import io.echelon.protocol.ProtocolLimits;
import io.echelon.protocol.RequestParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What a server does for each frame before it acts on it, in millions a second: verb, words and options are
/// recognised and checked against their limits, the body is copied out. The frames come as from a socket that has
/// more of them than one at a time.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestParsing {
    /// What is said, over and over.
    public enum Said {
        SEND("SEND all " + Lines.BODY),
        SEND_WITH_OPTIONS("SEND #a%1$d all key=job-%1$d ttl=30s " + Lines.BODY),
        SEND_TO_SOME("SEND \"name:web* & !m%1$d\" rev=%1$d expect=12 " + Lines.BODY),
        SEND_TEXT("SEND all :" + "x".repeat(128)),
        DONE("DONE %1$d rc=0 " + Lines.BODY),
        ACK("ACK %1$d"),
        PING("PING"),
        JOIN("JOIN ops name=w%1$d label.os=linux label.zone=b results=yes grace=10s");

        private final String line;

        Said(String line) {
            this.line = line;
        }
    }

    @Param
    public Said said = Said.SEND;

    private final RequestParser parser = new RequestParser(ProtocolLimits.DEFAULTS);
    private byte[] frames = {};

    @Setup
    public void write() {
        frames = Lines.of(said.line);
    }

    @Benchmark
    @OperationsPerInvocation(Lines.COUNT)
    public void parse(Share share, Blackhole hole) {
        parser.feed(frames, 0, frames.length);
        int count = 0;
        for (Frame frame = parser.next(); frame != null; frame = parser.next()) {
            hole.consume(frame);
            count += frame instanceof Malformed ? 0 : 1;
        }
        if (count != Lines.COUNT) {
            throw new IllegalStateException(count + " frames were understood");
        }
    }
}
