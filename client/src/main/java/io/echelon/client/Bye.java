package io.echelon.client;

import io.echelon.protocol.EventName;
import io.echelon.protocol.Reply;
import io.echelon.protocol.VisibleText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the server said last, if it said why it closes.
final class Bye {
    private @Nullable String text;

    /// Takes note of an event if it is one.
    boolean isSaidBy(Reply.Event event) {
        if (event.event() != EventName.BYE) {
            return false;
        }
        byte[] body = event.body();
        String why = body == null ? "goodbye" : new String(body, StandardCharsets.UTF_8);
        String code = event.fields().find("code");
        text = VisibleText.escape(why) + (code == null ? "" : " (" + VisibleText.escape(code) + ")");
        return true;
    }

    /// @param otherwise what happened, should the server have said nothing
    String reason(String otherwise) {
        return text == null ? " " + otherwise : " has closed the connection: " + text;
    }
}
