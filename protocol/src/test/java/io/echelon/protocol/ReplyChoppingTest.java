package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However the bytes of a connection are chopped, its replies are the same, and so is what ends them.
class ReplyChoppingTest {
    private static final int MOST_LINE_BYTES = 64;
    private static final int MOST_BODY_BYTES = 32;
    private static final long SEED = 20_261_122;
    private static final String[] PIECES = {
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "+OK ",
        "+OK\n",
        "-ERR 100 BAD_FRAME ",
        "-ERR #t ",
        "\n*RANK 0 ",
        "\n*NEW ",
        "*COMMAND 7 ",
        "m7 ",
        ":hello",
        " {5}\n",
        " {0}\n",
        " {32}\r\n",
        " {33}\n",
        " {x}",
        "abcde\n",
        "#t1 ",
        "\"",
        "\"a\\u{41}\" ",
        "name=w7 ",
        "label.a=b ",
        "!x=1 ",
        "\u202e",
        "é",
        "\u0000",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK #1 proto=1\r\n\r\n*WELCOME id=m1 name=\"é x\"\n*COMMAND 7 {5}\r\na\nb\r\n\r\n-ERR 301 SELF :no {3}\n",
                "*NEW x {5}\n+OK\n\n\n*NEW\n+OK n=1 {32}\n01234567890123456789012345678901\n+OK\nno\n+OK\n",
                "+OK {0}\n\n*RANK 0 :\n*RANK 0 {33}\n012345678901234567890123456789012\n+OK\n",
                "+OK :01234567890123456789012345678901234567890123456789012345678\r\n",
                "+OK :012345678901234567890123456789012345678901234567890123456789\r\n+OK\n",
                "+OK\n                                                                 \n+OK\n",
                "*NEW {999999999999999999}\n+OK\n+OK\n",
                "+OK\n-ERR 12 X\n+OK\n"
            })
    void everySplitIntoTwoReadsGivesTheSameReplies(String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        List<String> whole = repliesOf(bytes, bytes.length);

        for (int split = 1; split < bytes.length; split++) {
            assertThat(repliesSplitAt(bytes, split)).as("split at %d", split).isEqualTo(whole);
        }
        assertThat(repliesOf(bytes, 1)).isEqualTo(whole);
    }

    @Test
    void randomInputRandomlyChoppedGivesTheSameReplies() {
        Random random = new Random(SEED);
        int garbled = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] input = randomInput(random);
            List<String> whole = repliesOf(input, input.length);

            assertThat(repliesOf(input, 1 + random.nextInt(20)))
                    .as("round %d: %s", round, VisibleText.escape(input))
                    .isEqualTo(whole);
            garbled += whole.stream().anyMatch(reply -> reply.startsWith("garbled: ")) ? 1 : 0;
        }
        assertThat(garbled).as("garbled, and not").isBetween(1_000, 19_000);
    }

    private static byte[] randomInput(Random random) {
        StringBuilder input = new StringBuilder("+OK");
        for (int count = random.nextInt(12); count >= 0; count--) {
            input.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return input.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> repliesOf(byte[] input, int chunkBytes) {
        ReplyParser parser = new ReplyParser(MOST_LINE_BYTES, MOST_BODY_BYTES);
        List<String> replies = new ArrayList<>();
        for (int from = 0; from < input.length && !isGarbled(replies); from += chunkBytes) {
            replies.addAll(Replies.fed(parser, input, from, Math.min(input.length, from + chunkBytes)));
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(MOST_LINE_BYTES + 2 + MOST_BODY_BYTES);
        }
        return replies;
    }

    private static List<String> repliesSplitAt(byte[] input, int split) {
        ReplyParser parser = new ReplyParser(MOST_LINE_BYTES, MOST_BODY_BYTES);
        List<String> replies = Replies.fed(parser, input, 0, split);
        if (!isGarbled(replies)) {
            replies.addAll(Replies.fed(parser, input, split, input.length));
        }
        return replies;
    }

    private static boolean isGarbled(List<String> replies) {
        return !replies.isEmpty() && replies.get(replies.size() - 1).startsWith("garbled: ");
    }
}
