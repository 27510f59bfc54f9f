package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A member as the [Model] has it: with its token noted down, not derived.
final class ModelMember {
    final ModelGroup group;
    final long number;
    /// Null while it is away.
    @Nullable
    ConnectionId connection;

    Profile profile;
    Terms terms;
    boolean isAutomatic;
    long token;

    @Nullable
    SessionHash session;
    /// The one that it came back with, until it shows that it knows the other.
    @Nullable
    SessionHash formerSession;

    @Nullable
    Boolean isWatchingRoster;

    boolean isWatchingCommands;
    long awayUntilMillis;
    int rankTold;
    /// What has reached it and can not be sent yet.
    final List<ModelCommand> line = new ArrayList<>();
    /// Events that were ever counted for it, and the last of them.
    long counted;

    final List<ModelEvent> events = new ArrayList<>();

    ModelMember(ModelGroup group, long number, ConnectionId connection, Profile profile, Terms terms) {
        this.group = group;
        this.number = number;
        this.connection = connection;
        this.profile = profile;
        this.terms = terms;
        this.session = terms.session();
    }

    boolean isPresent() {
        return group.members.contains(this);
    }

    boolean isAway() {
        return connection == null;
    }

    boolean isReporting() {
        return profile.reportsResults();
    }

    boolean hasRoom() {
        return !isAway() && (!isReporting() || group.countOut(this) < terms.window());
    }

    boolean isFoundBy(SessionHash hash) {
        return hash.equals(session) || hash.equals(formerSession);
    }

    /// With the connection that holds it, for who is answered.
    String holder() {
        return String.valueOf(connection);
    }

    String line() {
        return group.prefix() + "m" + number;
    }
}
