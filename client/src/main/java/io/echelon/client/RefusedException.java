package io.echelon.client;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Reply;
import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.util.Map;

/// The server has answered a request with an error. Nothing has changed by the request, and the connection
/// goes on unless the code is one that closes.
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final String RETRY = "retry";

    private final int code;
    private final String codeName;
    private final String text;
    private final transient Map<String, String> details;
    private final boolean isTemporary;

    /// For whoever reads replies without a [Client].
    public RefusedException(Reply.Refused refused) {
        super(VisibleText.escape(refused.code() + " " + refused.name() + ": " + refused.text()));
        this.code = refused.code();
        this.codeName = refused.name();
        this.text = refused.text();
        this.details = refused.fields().options();
        this.isTemporary = "yes".equals(refused.fields().find(RETRY));
    }

    /// As the server would say it, said by the client itself.
    RefusedException(ErrorCode error, String text) {
        super(error.number() + " " + error.name() + ": " + text);
        this.code = error.number();
        this.codeName = error.name();
        this.text = text;
        this.details = Map.of();
        this.isTemporary = error.isTemporary();
    }

    /// The number of the error, such as 300; [ErrorCode] lists them.
    public int code() {
        return code;
    }

    /// The name of the error, such as `UPWARD`.
    public String codeName() {
        return codeName;
    }

    /// The server's own words for people, escaped for reading; "" if none.
    public String text() {
        return text;
    }

    /// What else the server said of it, in its order, unmodifiable: `who=m1`.
    public Map<String, String> details() {
        return details;
    }

    boolean isForWantOfMajority() {
        return code == ErrorCode.NO_QUORUM.number();
    }

    /// Whether the same request may succeed later, unchanged.
    public boolean isTemporary() {
        return isTemporary;
    }
}
