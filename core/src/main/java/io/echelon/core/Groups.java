package io.echelon.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All groups, in the order in which they were made, which is that of their numbers. None ever goes.
final class Groups {
    private final Shared shared;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Group> byName = new LinkedHashMap<>();

    Groups(Shared shared) {
        this.shared = shared;
    }

    int count() {
        return groups.size();
    }

    Group at(int number) {
        return groups.get(number);
    }

    Group of(Member member) {
        return at(member.id.group());
    }

    List<Group> all() {
        return groups;
    }

    /// @return the group of that name, made if need be, or null when there may be no more
    @Nullable
    Group named(String name) {
        Group group = byName.get(name);
        if (group == null && groups.size() < shared.settings().limits().maxGroups()) {
            group = new Group(name, groups.size(), shared);
            add(group);
        }
        return group;
    }

    private void add(Group group) {
        groups.add(group);
        byName.put(group.name(), group);
    }

    void save(SnapshotWriter writer) {
        writer.put(groups.size());
        groups.forEach(group -> group.save(writer));
    }

    void load(SnapshotReader reader) {
        int count = reader.nextInt();
        for (int number = 0; number < count; number++) {
            Group group = Group.load(reader, number, shared);
            if (byName.containsKey(group.name())) {
                throw SnapshotReader.wrong("two groups have one name");
            }
            add(group);
        }
    }
}
