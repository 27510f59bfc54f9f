package io.echelon.protocol;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Frames as text, so that tests read as conversations: a request as its record, a refusal as its line on the wire.
final class Frames {
    private Frames() {}

    static List<String> of(String input) {
        return of(input.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> of(byte[] input) {
        return fed(new RequestParser(ProtocolLimits.DEFAULTS), input, 0, input.length);
    }

    static List<String> fed(RequestParser parser, String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        return fed(parser, bytes, 0, bytes.length);
    }

    /// Lends the parser a window that is wiped as soon as it is given back.
    static List<String> fed(RequestParser parser, byte[] input, int from, int to) {
        byte[] window = new byte[to - from + 2];
        System.arraycopy(input, from, window, 1, to - from);
        parser.feed(window, 1, window.length - 1);
        List<String> frames = drained(parser);
        Arrays.fill(window, (byte) '?');
        return frames;
    }

    static List<String> drained(RequestParser parser) {
        List<String> frames = new ArrayList<>();
        for (Frame frame = parser.next(); frame != null; frame = parser.next()) {
            frames.add(show(frame));
        }
        return frames;
    }

    static String show(Frame frame) {
        if (frame instanceof Malformed malformed) {
            String line = new ReplyWriter().start(false).malformed(malformed).toString();
            return line.strip() + (malformed.closes() ? " (closes)" : "");
        }
        StringBuilder shown = new StringBuilder(((Request) frame).verb().name());
        for (RecordComponent component : frame.getClass().getRecordComponents()) {
            Object value = value(frame, component);
            if (value != null) {
                shown.append(' ').append(component.getName()).append('=').append(value);
            }
        }
        return shown.toString();
    }

    private static @Nullable Object value(Frame frame, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(frame);
            return value instanceof byte[] body ? new String(body, StandardCharsets.ISO_8859_1) : value;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
