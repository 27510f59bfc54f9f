package io.echelon.server.gateway;

import io.echelon.protocol.BodyForm;

/// How lines read on one connection: the form of bodies and the line end. What goes to many is
/// written once for each form among them.
public enum LineForm {
    TEXT_LF(BodyForm.TEXT, false),
    TEXT_CRLF(BodyForm.TEXT, true),
    COUNTED_LF(BodyForm.COUNTED, false),
    COUNTED_CRLF(BodyForm.COUNTED, true);

    private final BodyForm body;
    private final boolean isCrLf;

    LineForm(BodyForm body, boolean isCrLf) {
        this.body = body;
        this.isCrLf = isCrLf;
    }

    public BodyForm body() {
        return body;
    }

    public boolean isCrLf() {
        return isCrLf;
    }

    LineForm withBody(BodyForm newBody) {
        return of(newBody, isCrLf);
    }

    LineForm withCrLf() {
        return of(body, true);
    }

    private static LineForm of(BodyForm body, boolean isCrLf) {
        return switch (body) {
            case TEXT -> isCrLf ? TEXT_CRLF : TEXT_LF;
            case COUNTED -> isCrLf ? COUNTED_CRLF : COUNTED_LF;
        };
    }
}
