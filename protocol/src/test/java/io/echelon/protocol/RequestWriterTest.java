package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {
    private static final int WARM_UP_ROUNDS = 5_000;
    private static final int ROUNDS = 2_000;
    private static final byte[] NO_BODY = {};
    private static final byte[] BINARY = {0, -1, '\n', '\r', '{', '5', '}', ':', '"', 27};
    private static final Map<String, String> LABELS = labels();
    private static final long MOST = 999_999_999_999_999_999L;
    private static final List<Request.Wave> WAVES = List.of(
            new Request.Wave(1, false),
            new Request.Wave(10, true),
            new Request.Wave(Integer.MAX_VALUE, false),
            new Request.Wave(100, true));

    private final RequestWriter writer = new RequestWriter();

    static List<Written> requests() {
        return List.of(
                new Written(new Request.Hello(null, null, null, null, false, 0), "HELLO proto=1"),
                new Written(
                        new Request.Hello("1", "w 7", "java", "1.2", true, 1_500),
                        "HELLO #1 proto=1 name=\"w 7\" lang=java ver=1.2 body=count ping=1500ms"),
                new Written(join("main", null, Map.of()), "JOIN"),
                new Written(
                        new Request.Join(null, "g", null, Map.of(), false, true, 0, 0, false), "JOIN g observe=yes"),
                new Written(
                        new Request.Join("a.b", "the group", "é", LABELS, true, false, 0, 0, false),
                        "JOIN #a.b \"the group\" name=\"é\" label.os=linux label.Os=\"\" results=yes"),
                new Written(
                        new Request.Join(null, "main", null, Map.of(), true, false, 1024, 3_600_000, true),
                        "JOIN results=yes window=1024 grace=1h wait=yes"),
                new Written(
                        new Request.Resume("r", "Zm9vYmFyYmF6_XV4Zm9v-g", 1532),
                        "RESUME #r session=Zm9vYmFyYmF6_XV4Zm9v-g got=1532"),
                new Written(new Request.Leave(null), "LEAVE"),
                new Written(new Request.Quit("q"), "QUIT #q"),
                new Written(new Request.Yield("y"), "YIELD #y"),
                new Written(new Request.Who(null, null), "WHO"),
                new Written(new Request.Who("w", "rank:4-9,12"), "WHO #w rank:4-9,12"),
                new Written(new Request.Me("-"), "ME #-"),
                new Written(send("all", 60_000, 300_000, NO_BODY), "SEND all {0}\n"),
                new Written(
                        send("label:os=linux", 1, 1_500, bytes("a\nb")),
                        "SEND \"label:os=linux\" ttl=1ms limit=1500ms {3}\na\nb"),
                new Written(
                        send("+1..+3", 300_000, 60_000, BINARY), "SEND +1..+3 ttl=5m limit=1m {10}\n" + text(BINARY)),
                new Written(
                        new Request.Send(
                                "s", "all", 60_000, 300_000, "a b", 0L, 0, WAVES, Integer.MAX_VALUE, bytes("x")),
                        "SEND #s all key=\"a b\" rev=0 expect=0 wave=1,10%,2147483647,100% stop=2147483647 {1}\nx"),
                new Written(
                        new Request.Send(null, "m7", 60_000, 300_000, "k", MOST, 12, List.of(), null, NO_BODY),
                        "SEND m7 key=k rev=999999999999999999 expect=12 {0}\n"),
                new Written(new Request.Ack(null, 7), "ACK 7"),
                new Written(new Request.Done(null, 7, null, NO_BODY), "DONE 7"),
                new Written(new Request.Done("d", 8, 0, bytes("up")), "DONE #d 8 rc=0 {2}\nup"),
                new Written(new Request.Fail(null, 7, Integer.MIN_VALUE, NO_BODY), "FAIL 7 rc=-2147483648"),
                new Written(
                        new Request.Fail(null, 999_999_999_999_999_999L, null, BINARY),
                        "FAIL 999999999999999999 {10}\n" + text(BINARY)),
                new Written(new Request.Refuse(null, 7, NO_BODY), "REFUSE 7"),
                new Written(new Request.Refuse(null, 7, bytes(":no")), "REFUSE 7 {3}\n:no"),
                new Written(new Request.Out(null, 7, 1, NO_BODY), "OUT 7 1 {0}\n"),
                new Written(new Request.Out("o", 7, 2, BINARY), "OUT #o 7 2 {10}\n" + text(BINARY)),
                new Written(new Request.Prog(null, 7, 0, NO_BODY), "PROG 7 0%"),
                new Written(new Request.Prog(null, 7, 100, bytes("é")), "PROG 7 100% {2}\né"),
                new Written(new Request.Cancel("c", MOST), "CANCEL #c 999999999999999999"),
                new Written(new Request.Tally("t", 7), "TALLY #t 7"),
                new Written(new Request.Results(null, 7, null), "RESULTS 7"),
                new Written(new Request.Results("r", 7, "undelivered"), "RESULTS #r 7 state=undelivered"),
                new Written(new Request.Watch(null, Request.Subject.ROSTER, 0), "WATCH roster"),
                new Written(new Request.Watch(null, Request.Subject.COMMANDS, 0), "WATCH commands"),
                new Written(new Request.Watch(null, Request.Subject.COMMAND, MOST), "WATCH 999999999999999999"),
                new Written(new Request.Unwatch("u", Request.Subject.ROSTER, 0), "UNWATCH #u roster"),
                new Written(new Request.Unwatch(null, Request.Subject.COMMANDS, 0), "UNWATCH commands"),
                new Written(new Request.Unwatch(null, Request.Subject.COMMAND, 7), "UNWATCH 7"),
                new Written(new Request.Ping(null, null), "PING"),
                new Written(new Request.Ping("p", ""), "PING #p \"\""),
                new Written(new Request.Pong(null, null, -1), "PONG"),
                new Written(new Request.Pong("p", "a=b", 0), "PONG #p \"a=b\" got=0"),
                new Written(new Request.Pong(null, "81", MOST), "PONG 81 got=999999999999999999"),
                new Written(new Request.Help(null, null), "HELP"),
                new Written(new Request.Help(null, "limits"), "HELP limits"),
                new Written(new Request.Cluster(null, Request.Cluster.Action.STATUS, null, null), "CLUSTER"),
                new Written(
                        new Request.Cluster("c", Request.Cluster.Action.ADD, "n4", "10.0.0.4:7511"),
                        "CLUSTER #c add n4 10.0.0.4:7511"),
                new Written(new Request.Cluster(null, Request.Cluster.Action.REMOVE, "n2", null), "CLUSTER remove n2"),
                new Written(
                        new Request.Cluster(null, Request.Cluster.Action.TRANSFER, "n.1_-", null),
                        "CLUSTER transfer n.1_-"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsWrittenInFewWords(Written written) {
        writer.write(written.request());

        assertThat(writer).hasToString(written.line() + "\n");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theServerReadsTheSameRequestBack(Written written) {
        writer.write(written.request());

        assertThat(readBack()).containsExactly(Frames.show(written.request()));
    }

    @Test
    void everySupportedVerbIsAmongThem() {
        Verb[] supported =
                Arrays.stream(Verb.values()).filter(Verb::isSupported).toArray(Verb[]::new);

        assertThat(requests().stream().map(written -> written.request().verb()).distinct())
                .containsExactlyInAnyOrder(supported);
    }

    @Test
    void requestsFollowEachOther() {
        List<Request> all = requests().stream().map(Written::request).toList();

        all.forEach(writer::write);

        assertThat(readBack()).isEqualTo(all.stream().map(Frames::show).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "1,1ms",
        "999,999ms",
        "1000,1s",
        "90000,90s",
        "120000,2m",
        "5400000,90m",
        "7200000,2h",
        "129600000,36h",
        "604800000,7d"
    })
    void aDurationIsInTheLongestUnitThatIsExact(long millis, String expected) {
        writer.write(send("all", millis, millis, NO_BODY));

        assertThat(writer).hasToString("SEND all ttl=" + expected + " limit=" + expected + " {0}\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a",
                "a b",
                "\"",
                "\\",
                "\\n",
                "a\"b\\",
                ":a",
                "{5}",
                "#t",
                "=",
                "a=b",
                "!a=b",
                "!",
                "é",
                "\ud83d\ude00",
                "a:b{c}",
                "+OK",
                "*RANK"
            })
    void aValueIsReadBackAsItWas(String value) {
        List<Request> requests = List.of(
                new Request.Hello(null, value, value, value, true, 0),
                join(value, value, Map.of("k", value)),
                new Request.Who(null, value),
                send(value, 1, 2, bytes(value)),
                new Request.Send(null, "all", 1, 2, value, null, null, List.of(), null, bytes(value)),
                new Request.Done("t", 1, 2, bytes(value)),
                new Request.Ping(null, value),
                new Request.Pong(null, value, 1),
                new Request.Help("t", value));

        requests.forEach(writer::write);

        assertThat(readBack()).isEqualTo(requests.stream().map(Frames::show).toList());
    }

    @Test
    void whatIsNotPrintableStaysInItsLine() {
        writer.write(new Request.Ping(null, "a\nQUIT\u0000\u202e\ud800"));

        assertThat(writer).hasToString("PING \"a\\nQUIT\\u{0}\\u{202e}\ufffd\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "a=b", "é", "#a", "123456789012345678901234567890123"})
    void aTagThatIsNoneIsRefusedAndNothingIsWritten(String tag) {
        assertThatThrownBy(() -> writer.write(new Request.Me(tag)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a tag: " + VisibleText.excerpt(tag));
        assertThat(writer.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nQUIT", "a=b", "é"})
    void theNameOfALabelThatIsNoneIsRefusedAndNothingIsWritten(String name) {
        Request join = join("main", null, Map.of(name, "x"));

        assertThatThrownBy(() -> writer.write(join))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not the name of a label: " + VisibleText.excerpt(name));
        assertThat(writer.length()).isZero();
    }

    @Test
    void clearingKeepsTheArray() {
        writer.write(send("all", 1, 1, new byte[10_000]));
        byte[] array = writer.array();

        writer.clear();
        writer.write(new Request.Me(null));

        assertThat(writer.length()).isEqualTo(3);
        assertThat(writer.array()).isSameAs(array);
    }

    @Test
    void aRequestIsWrittenWithoutAllocating() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Request> requests = requests().stream()
                .map(Written::request)
                .filter(request -> !(request instanceof Request.Join || request instanceof Request.Send))
                .collect(Collectors.toCollection(ArrayList::new));
        requests.add(new Request.Send("s", "m7", 1_500, 7_200_000, "a b", 5L, 12, List.of(), null, BINARY));

        writeAll(requests, WARM_UP_ROUNDS);
        long before = threads.getCurrentThreadAllocatedBytes();
        writeAll(requests, ROUNDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(ROUNDS); // Not one byte a round; the JIT may cause a few.
    }

    private void writeAll(List<Request> requests, int rounds) {
        for (int round = 0; round < rounds; round++) {
            writer.clear();
            for (int index = 0; index < requests.size(); index++) {
                writer.write(requests.get(index));
            }
        }
    }

    private List<String> readBack() {
        return Frames.of(Arrays.copyOf(writer.array(), writer.length()));
    }

    private static Request send(String target, long ttlMillis, long limitMillis, byte[] body) {
        return new Request.Send(null, target, ttlMillis, limitMillis, null, null, null, List.of(), null, body);
    }

    private static Request join(String group, @Nullable String name, Map<String, String> labels) {
        return new Request.Join(null, group, name, labels, false, false, 0, 0, false);
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("os", "linux");
        labels.put("Os", "");
        return labels;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// @param line its last EOL left out
    record Written(Request request, String line) {}
}
