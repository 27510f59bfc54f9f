package io.echelon.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which member comes back with which session. One that came back has two: the new one, and the one
/// that it used, until its next request shows that it knows the new one. So an answer that got lost
/// locks nobody out.
final class Sessions {
    private final Map<SessionHash, Member> members = new LinkedHashMap<>();

    /// Does nothing for a member without a session.
    void begin(Member member) {
        SessionHash session = member.terms.session();
        if (session != null) {
            member.session = session;
            members.put(session, member);
        }
    }

    /// Takes over a member that was restored.
    void restore(Member member) {
        pass(member, member);
    }

    @Nullable
    Member find(SessionHash session) {
        return members.get(session);
    }

    /// @param used one that finds the member
    void rotate(Member member, SessionHash used, SessionHash next) {
        forget(member.formerSession, used);
        forget(member.session, used);
        member.formerSession = used;
        member.session = next;
        members.put(next, member);
    }

    /// The member knows its present session.
    void confirm(Member member) {
        forget(member.formerSession, null);
        member.formerSession = null;
    }

    void end(Member member) {
        confirm(member);
        forget(member.session, null);
        member.session = null;
    }

    /// A member has got a new number.
    void pass(Member from, Member to) {
        to.session = from.session;
        to.formerSession = from.formerSession;
        if (to.session != null) {
            members.put(to.session, to);
        }
        if (to.formerSession != null) {
            members.put(to.formerSession, to);
        }
    }

    private void forget(@Nullable SessionHash session, @Nullable SessionHash kept) {
        if (session != null && !session.equals(kept)) {
            members.remove(session);
        }
    }
}
