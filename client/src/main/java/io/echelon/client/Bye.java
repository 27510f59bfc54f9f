package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.Reply;
import io.echelon.protocol.VisibleText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the server said last, if it said why it closes.
final class Bye {
    private static final String FENCED = String.valueOf(ErrorCode.FENCED.number());

    private @Nullable String text;
    private LossReason reason = LossReason.BROKEN;

    /// Takes note of an event if it is one.
    void hear(Reply.Event event) {
        if (event.event() != EventName.BYE) {
            return;
        }
        byte[] body = event.body();
        String why = body == null ? "goodbye" : new String(body, StandardCharsets.UTF_8);
        String code = event.fields().find("code");
        text = VisibleText.escape(why) + (code == null ? "" : " (" + VisibleText.escape(code) + ")");
        if (FENCED.equals(code)) {
            reason = LossReason.FENCED;
        } else if ("never".equals(event.fields().find("again"))) {
            reason = LossReason.REFUSED;
        }
    }

    LossReason reason() {
        return reason;
    }

    /// What happened, to follow the address.
    ///
    /// @param otherwise if the server has said nothing
    String text(String otherwise) {
        return text == null ? " " + otherwise : " has closed the connection: " + text;
    }
}
