package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However the bytes of a connection are chopped, its frames are the same.
class ChoppingTest {
    private static final ProtocolLimits SMALL = new ProtocolLimits(64, 128, 32, 16, 4, 8, 4, 10_000);
    private static final long SEED = 20_261_122;
    private static final String[] PIECES = {
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "SEND all ",
        "DONE 7 ",
        "JOIN main ",
        "HELLO ",
        "PING ",
        "ME",
        "sned",
        ":hello",
        "{5}",
        "{0}",
        "{33}",
        "{40}\n",
        "abcde",
        "#t1 ",
        "#",
        "\"",
        "\"a\\u{41}\" ",
        "\\",
        "name=w7 ",
        "label.a=b ",
        "ttl=1s ",
        "rc=1 ",
        "!x=1 ",
        "\u202e",
        "é",
        "\u0000",
        "GET / HTTP/1.1",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "QUIT\n",
        "WHO all\n",
        "RESUME session=the-word-that-JOIN-gave ",
        "OUT 7 1 ",
        "PROG 7 40% ",
        "WATCH 7\n",
        "PONG ",
        "got=1 ",
        "wave=1,10% ",
        "stop=1 ",
        "window=2 ",
        "grace=1s "
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO #1 proto=1 body=count\r\nJOIN main name=\"é x\"\nSEND all {5}\r\na\nb\r\n\r\n:text {3}\nME\n",
                "SEND all {40}\n0123456789012345678901234567890123456789\nME\nSNED {3}\nabcME\nSEND \"x {3}\nabcME\n",
                "SEND #t all :0123456789012345678901234567890123456789012345678901234567890123456789\r\nME\r\n",
                "SEND #t all x=0123456789012345678901234567890123456789012345678901234567890123456789 {4}\r\nME\n\nME\n",
                "\n\n  \nGET / HTTP/1.1\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "HELLO proto=2\nME\n",
                "DONE 7 {0}\n\nDONE 7 {32}\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nME\n"
            })
    void everySplitOfAFrameIntoTwoReadsGivesTheSameFrames(String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        List<String> whole = framesOf(bytes, bytes.length, false);

        assertThat(whole).isNotEmpty();
        for (int split = 1; split < bytes.length; split++) {
            assertThat(framesSplitAt(bytes, split)).as("split at %d", split).isEqualTo(whole);
            assertThat(framesHeldAt(bytes, split)).as("held at %d", split).isEqualTo(whole);
        }
        assertThat(framesOf(bytes, 1, false)).isEqualTo(whole);
        assertThat(framesOf(bytes, 1, true)).isEqualTo(whole);
    }

    @Test
    void randomInputRandomlyChoppedGivesTheSameFrames() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] input = randomInput(random);
            List<String> whole = framesOf(input, input.length, false);

            assertThat(framesOf(input, 1 + random.nextInt(20), random.nextBoolean()))
                    .as("round %d: %s", round, VisibleText.escape(input))
                    .isEqualTo(whole);
        }
    }

    /// Lines are read eight bytes at a time, and what stands behind them is no part of them.
    @Test
    void aLineIsReadTheSameWhateverStandsBehindItInItsWindow() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] input = randomInput(random);
            byte[] window = Arrays.copyOf(input, input.length + 16);
            for (int i = input.length; i < window.length; i++) {
                window[i] = (byte) " =:{\"\n#a\u00ff".charAt(random.nextInt(9));
            }
            RequestParser parser = new RequestParser(SMALL);

            parser.feed(window, 0, input.length);

            assertThat(Frames.drained(parser))
                    .as("round %d: %s", round, VisibleText.escape(input))
                    .isEqualTo(framesOf(input, input.length, false));
        }
    }

    private static byte[] randomInput(Random random) {
        StringBuilder input = new StringBuilder();
        for (int count = random.nextInt(30); count >= 0; count--) {
            input.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return input.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// @param holdsFirst whether each chunk is held before it is looked at
    private static List<String> framesOf(byte[] input, int chunkBytes, boolean holdsFirst) {
        RequestParser parser = new RequestParser(SMALL);
        List<String> frames = new ArrayList<>();
        for (int from = 0; from < input.length; from += chunkBytes) {
            int to = Math.min(input.length, from + chunkBytes);
            if (holdsFirst) {
                parser.feed(input.clone(), from, to);
                parser.hold();
                frames.addAll(Frames.drained(parser));
            } else {
                frames.addAll(Frames.fed(parser, input, from, to));
            }
            assertThat(parser.storedBytes()).isLessThanOrEqualTo(SMALL.maxLineBytes() + 2 + SMALL.maxBodyBytes());
        }
        return frames;
    }

    private static List<String> framesSplitAt(byte[] input, int split) {
        RequestParser parser = new RequestParser(SMALL);
        List<String> frames = Frames.fed(parser, input, 0, split);
        frames.addAll(Frames.fed(parser, input, split, input.length));
        return frames;
    }

    private static List<String> framesHeldAt(byte[] input, int split) {
        RequestParser parser = new RequestParser(SMALL);
        byte[] window = input.clone();
        parser.feed(window, 0, split);
        List<String> frames = new ArrayList<>();
        Frame first = parser.next();
        if (first != null) {
            frames.add(Frames.show(first));
        }
        parser.hold();
        Arrays.fill(window, 0, split, (byte) '?');
        parser.feed(window, split, window.length);
        frames.addAll(Frames.drained(parser));
        return frames;
    }
}
