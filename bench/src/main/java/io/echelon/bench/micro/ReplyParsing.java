package io.echelon.bench.micro;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
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

/// What a client does for each line of a server before it acts on it, in millions a second: the line is recognised
/// and checked, the body is copied out, and the numbers that a client asks for are read.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyParsing {
    private static final int MAX_LINE_BYTES = 1 << 20;
    /// What is heard, over and over.
    public enum Heard {
        ACCEPTED("+OK id=%1$d n=12 above=2 rev=88", "id", "n", "rev"),
        COMMAND("*COMMAND %1$d from=m1 rank=0 ttl=60s " + Lines.BODY, "rank"),
        RESULT("*RESULT %1$d m2 rank=1 state=done rc=0 ms=412 " + Lines.BODY, "rank", "rc", "ms"),
        CLOSED("*CLOSED %1$d total=12 done=10 failed=1 unknown=1 ms=2410", "total", "done", "ms"),
        RANK("*RANK 0 was=1 of=2 rev=4 token=1795391221000004 :m1 left; you are in command", "was", "of", "token");

        private final String line;

        @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it; a list would cost the measurement more.
        private final String[] numbers;

        Heard(String line, String... numbers) {
            this.line = line;
            this.numbers = numbers;
        }
    }

    @Param
    public Heard heard = Heard.ACCEPTED;

    private final ReplyParser parser = new ReplyParser(MAX_LINE_BYTES, MAX_LINE_BYTES);
    private byte[] lines = {};

    @Setup
    public void write() {
        lines = Lines.of(heard.line);
    }

    @Benchmark
    @OperationsPerInvocation(Lines.COUNT)
    public void parse(Share share, Blackhole hole) throws GarbledReplyException {
        parser.feed(lines, 0, lines.length);
        int count = 0;
        for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
            Fields fields = reply instanceof Reply.Event event ? event.fields() : ((Reply.Ok) reply).fields();
            for (String number : heard.numbers) {
                hole.consume(fields.number(number));
            }
            hole.consume(reply);
            count++;
        }
        if (count != Lines.COUNT) {
            throw new IllegalStateException(count + " lines were understood");
        }
    }
}
