package io.echelon.core;

/// A member as the [Model] has it: with its token noted down, not derived.
final class ModelMember {
    final ModelGroup group;
    final long number;
    final ConnectionId connection;
    Profile profile;
    boolean isAutomatic;
    long token;

    ModelMember(ModelGroup group, long number, ConnectionId connection, Profile profile, boolean isAutomatic) {
        this.group = group;
        this.number = number;
        this.connection = connection;
        this.profile = profile;
        this.isAutomatic = isAutomatic;
    }

    boolean isPresent() {
        return group.members.contains(this);
    }

    String line() {
        return group.prefix() + "m" + number;
    }
}
