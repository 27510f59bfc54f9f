package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ReplyParserFuzzTest {
    private static final int MOST_LINE_BYTES = 4096;
    private static final int MOST_BODY_BYTES = 1024;

    @FuzzTest
    void anyBytesAreRepliesOrGarbledHoweverTheyAreChopped(byte[] input) {
        List<String> whole = repliesOf(input, Math.max(1, input.length));
        for (int chunkBytes : new int[] {1, 7, 1 + (input.length == 0 ? 0 : input[0] & 0x7f)}) {
            assertThat(repliesOf(input, chunkBytes)).isEqualTo(whole);
        }
    }

    @FuzzTest
    void anyValueAndBodyAreReadBackAsTheyWere(byte[] octets) throws GarbledReplyException {
        String value = new String(octets, StandardCharsets.UTF_8);
        ReplyWriter writer = new ReplyWriter();
        writer.start(false)
                .event(EventName.RESULT)
                .value(value)
                .pair("k", value)
                .body(octets, BodyForm.COUNTED)
                .end();
        ReplyParser parser = new ReplyParser(1 << 30, 1 << 30);

        parser.feed(writer.array(), 0, writer.length());

        assertThat(parser.next()).isInstanceOfSatisfying(Reply.Event.class, event -> {
            assertThat(event.fields()).hasToString(VisibleText.escape("[" + value + "] {k=" + value + "}"));
            assertThat(event.fields().find("k")).isEqualTo(value);
            assertThat(event.body()).isEqualTo(octets);
        });
        assertThat(parser.next()).isNull();
    }

    private static List<String> repliesOf(byte[] input, int chunkBytes) {
        ReplyParser parser = new ReplyParser(MOST_LINE_BYTES, MOST_BODY_BYTES);
        List<String> replies = new ArrayList<>();
        for (int from = 0; from < input.length; from += chunkBytes) {
            replies.addAll(Replies.fed(parser, input, from, Math.min(input.length, from + chunkBytes)));
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(MOST_LINE_BYTES + 2 + MOST_BODY_BYTES);
            if (!replies.isEmpty() && replies.get(replies.size() - 1).startsWith("garbled: ")) {
                return replies;
            }
        }
        return replies;
    }
}
