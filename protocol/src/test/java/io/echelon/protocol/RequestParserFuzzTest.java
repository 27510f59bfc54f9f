package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class RequestParserFuzzTest {
    private static final ProtocolLimits LIMITS = ProtocolLimits.DEFAULTS;

    /// What is kept at most: a partial line, and a body.
    private static final int MOST_STORED_BYTES = LIMITS.maxLineBytes() + 2 + LIMITS.maxBodyBytes();

    @FuzzTest
    void anyBytesAreFramesHoweverTheyAreChopped(byte[] input) {
        List<String> whole = framesOf(input, Math.max(1, input.length));
        for (int chunkBytes : new int[] {1, 7, 1 + (input.length == 0 ? 0 : input[0] & 0x7f)}) {
            assertThat(framesOf(input, chunkBytes)).isEqualTo(whole);
        }
    }

    @FuzzTest
    void anyBodyIsWrittenAsOneHarmlessLine(byte[] body) {
        ReplyWriter writer = new ReplyWriter();

        writer.start(true)
                .event(EventName.COMMAND)
                .number(7)
                .body(body, BodyForm.TEXT)
                .end();

        String line = writer.toString();
        assertThat(line).startsWith("*COMMAND 7 :").endsWith("\r\n");
        assertThat(line.substring(0, line.length() - 2).codePoints()).noneMatch(VisibleText::isEscaped);
        assertThat(VisibleText.isUtf8(writer.array(), 0, writer.length())).isTrue();
    }

    @FuzzTest
    void anyValueIsReadBackAsItWas(byte[] octets) {
        String value = new String(octets, StandardCharsets.UTF_8);
        ReplyWriter writer = new ReplyWriter();

        writer.start(false).word("PING").value(value).pair("k", value).end();

        assertThat(writer.toString().indexOf('\n')).isEqualTo(writer.toString().length() - 1);
        RequestLine line = new RequestLine(LIMITS);
        line.read(writer.array(), 0, writer.length() - 1);
        assertThat(line.failure()).isNull();
        assertThat(List.of(line.arguments().value(0), line.arguments().value(1)))
                .containsOnly(value);
    }

    private static List<String> framesOf(byte[] input, int chunkBytes) {
        RequestParser parser = new RequestParser(LIMITS);
        List<String> frames = new ArrayList<>();
        for (int from = 0; from < input.length; from += chunkBytes) {
            frames.addAll(Frames.fed(parser, input, from, Math.min(input.length, from + chunkBytes)));
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(MOST_STORED_BYTES);
            assertThat(parser.isMidFrame() || parser.storedBytes() == 0).isTrue();
        }
        return frames;
    }
}
