package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replies as the lines that they would be with every body as text, and what is none as `garbled: ` and why.
final class Replies {
    private Replies() {}

    static List<String> of(String input) {
        return fed(new ReplyParser(4096, 65_536), input);
    }

    static List<String> fed(ReplyParser parser, String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        return fed(parser, bytes, 0, bytes.length);
    }

    /// Lends the parser a window that is wiped as soon as it is given back.
    static List<String> fed(ReplyParser parser, byte[] input, int from, int to) {
        byte[] window = new byte[to - from + 2];
        System.arraycopy(input, from, window, 1, to - from);
        parser.feed(window, 1, window.length - 1);
        List<String> replies = drained(parser);
        Arrays.fill(window, (byte) '?');
        return replies;
    }

    static List<String> drained(ReplyParser parser) {
        List<String> replies = new ArrayList<>();
        try {
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                replies.add(show(reply));
            }
        } catch (GarbledReplyException e) {
            replies.add("garbled: " + e.getMessage());
        }
        return replies;
    }

    static Reply one(String input) throws GarbledReplyException {
        ReplyParser parser = new ReplyParser(4096, 65_536);
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        parser.feed(bytes, 0, bytes.length);
        Reply reply = parser.next();
        if (reply == null || parser.next() != null) {
            throw new AssertionError("not one reply: " + input);
        }
        return reply;
    }

    static String show(Reply reply) {
        LineWriter line = new LineWriter();
        line.start(false);
        if (reply instanceof Reply.Ok ok) {
            line.ascii("+OK");
            line.tag(ok.tag());
            return shown(line, ok.fields()) + shown(ok.body());
        }
        if (reply instanceof Reply.Refused refused) {
            line.ascii("-ERR");
            line.tag(refused.tag());
            line.number(refused.code());
            line.word(refused.name());
            return shown(line, refused.fields()) + (refused.text().isEmpty() ? "" : " :" + refused.text());
        }
        Reply.Event event = (Reply.Event) reply;
        line.octet('*');
        line.ascii(event.event().name());
        return shown(line, event.fields()) + shown(event.body());
    }

    private static String shown(LineWriter line, Fields fields) {
        try {
            for (int i = 0; i < fields.wordCount(); i++) {
                line.value(fields.word(i));
            }
        } catch (GarbledReplyException e) {
            throw new AssertionError(e);
        }
        for (Map.Entry<String, String> option : fields.options().entrySet()) {
            line.pair(option.getKey(), option.getValue());
        }
        return line.toString();
    }

    private static String shown(byte @Nullable [] body) {
        if (body == null) {
            return "";
        }
        boolean isUtf8 = VisibleText.isUtf8(body, 0, body.length);
        return " :" + new String(body, isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
