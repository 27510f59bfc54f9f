package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What reading one frame allocates: what its reader keeps of it, and nothing else. An array has 16 bytes beside its
/// octets and fills whole eights, a string 24 beside its array.
class ParsingAllocationTest {
    private static final int WARM_UP_FRAMES = 20_000;
    private static final int FRAMES = 10_000;
    private static final String BODY = "{128}\n" + "0123456789abcdef".repeat(8) + "\n";
    private static final int BODY_BYTES = 16 + 128;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private @Nullable Object kept;

    @ParameterizedTest
    @CsvSource(textBlock = """
            'SEND all ',                           64, 'the record'
            'SEND all ttl=30s limit=2h ',          64, 'the record'
            'SEND #a17 all ',                     112, 'the record and its tag'
            'SEND #a17 all key=job-0017 ttl=30s ', 160, 'the record, its tag and its key'
            'SEND m7 ',                           112, 'the record and its target'
            'DONE 123456789 rc=0 ',                32, 'the record'
            'FAIL 123456789 rc=3 ',                32, 'the record'
            'OUT 123456789 1 ',                    32, 'the record'
            """)
    void aRequestWithABodyIsReadWithoutMoreThanIsKept(String line, long otherBytes, String what) {
        assertThat(bytesARequest(line + BODY))
                .as("beside the body: %s", what)
                .isLessThanOrEqualTo(BODY_BYTES + otherBytes);
    }

    @ParameterizedTest
    @CsvSource({"ACK 123456789,24", "PING,24", "PONG,32", "CANCEL 123456789,24"})
    void aRequestWithoutABodyIsItsRecord(String line, long recordBytes) {
        assertThat(bytesARequest(line + "\n")).isLessThanOrEqualTo(recordBytes);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '+OK',                                             24, 'the record'
            '+OK id=7 n=12 above=2 rev=88',                   160, 'the record, its fields and their marks'
            '*COMMAND 7 from=m1 rank=0 ttl=60s ',             160, 'the record, its fields and their marks'
            """)
    void aReplyIsReadWithoutMoreThanIsKept(String line, long otherBytes, String what) throws GarbledReplyException {
        boolean hasBody = line.endsWith(" ");

        assertThat(bytesAReply(line + (hasBody ? BODY : "\n")))
                .as(what)
                .isLessThanOrEqualTo(otherBytes + (hasBody ? BODY_BYTES : 0));
    }

    private long bytesARequest(String frame) {
        RequestParser parser = new RequestParser(ProtocolLimits.DEFAULTS);
        byte[] window = Ascii.bytes(frame.repeat(100));
        readRequests(parser, window, WARM_UP_FRAMES);
        long before = threads.getCurrentThreadAllocatedBytes();
        readRequests(parser, window, FRAMES);
        return (threads.getCurrentThreadAllocatedBytes() - before) / FRAMES;
    }

    private void readRequests(RequestParser parser, byte[] window, int count) {
        int read = 0;
        while (read < count) {
            parser.feed(window, 0, window.length);
            for (Frame frame = parser.next(); frame != null; frame = parser.next()) {
                kept = frame;
                read++;
            }
        }
        assertThat(kept).isInstanceOf(Request.class);
    }

    private long bytesAReply(String line) throws GarbledReplyException {
        ReplyParser parser = new ReplyParser(4096, 4096);
        byte[] window = Ascii.bytes(line.repeat(100));
        readReplies(parser, window, WARM_UP_FRAMES);
        long before = threads.getCurrentThreadAllocatedBytes();
        readReplies(parser, window, FRAMES);
        return (threads.getCurrentThreadAllocatedBytes() - before) / FRAMES;
    }

    private void readReplies(ReplyParser parser, byte[] window, int count) throws GarbledReplyException {
        int read = 0;
        while (read < count) {
            parser.feed(window, 0, window.length);
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                kept = reply;
                read++;
            }
        }
    }
}
