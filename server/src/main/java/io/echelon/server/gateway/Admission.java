package io.echelon.server.gateway;

import io.echelon.protocol.Request;
import org.jspecify.annotations.Nullable;

/// Who speaks on a connection, a person or a program, and whether it is to have a place without
/// asking for one: a person who says nothing, or talks as if it had one, is.
final class Admission {
    private final boolean isAutojoin;
    private @Nullable String name;
    private boolean isProgram;
    private boolean hasSpoken;
    /// Whether it was given a place, or has asked for one itself: it never gets one unasked again.
    private boolean isDecided;

    /// @param isAutojoin whether anybody gets a place without asking
    Admission(boolean isAutojoin) {
        this.isAutojoin = isAutojoin;
    }

    boolean isProgram() {
        return isProgram;
    }

    /// Bytes came, which need not be a whole word.
    void onBytes() {
        hasSpoken = true;
    }

    void onHello(Request.Hello hello) {
        isProgram = true;
        name = hello.name();
    }

    /// @return the name that the member is to have, if any
    @Nullable
    String onJoin(Request.Join join) {
        isDecided = true;
        return join.name() == null ? name : join.name();
    }

    /// It wants the place back that it had.
    void onResume() {
        isDecided = true;
    }

    /// Whether it is to have a place now, because it has been silent for so long. Half a word decides
    /// nothing.
    boolean onSilence() {
        return !hasSpoken && decide();
    }

    /// Whether it is to have a place now, so that its request has a meaning.
    boolean onRequest(Request request) {
        return switch (request.verb()) {
            case HELLO, AUTH, JOIN, RESUME, HELP, CLUSTER, PING, QUIT -> false;
            default -> decide();
        };
    }

    private boolean decide() {
        boolean isAdmitted = isAutojoin && !isProgram && !isDecided;
        isDecided |= isAdmitted;
        return isAdmitted;
    }
}
