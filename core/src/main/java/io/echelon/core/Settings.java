package io.echelon.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What may change while everything goes on: the limits, the groups in which names are unique, and what
/// tokens count from. Looked at anew each time.
final class Settings {
    private Limits limits;
    private Set<String> uniqueNames;
    private long tokenBase;

    Settings(Limits limits, Set<String> uniqueNames, long tokenBase) {
        this.limits = limits;
        this.uniqueNames = uniqueNames;
        this.tokenBase = tokenBase;
    }

    boolean equal(Limits otherLimits, Set<String> otherUniqueNames) {
        return limits.equals(otherLimits) && uniqueNames.equals(otherUniqueNames);
    }

    Limits limits() {
        return limits;
    }

    /// Whether no two members of that group may have the same name.
    boolean hasUniqueNames(String group) {
        return uniqueNames.contains(group);
    }

    /// What revisions are added to.
    long tokenBase() {
        return tokenBase;
    }

    void change(Limits newLimits, Set<String> newUniqueNames) {
        limits = newLimits;
        uniqueNames = newUniqueNames;
    }

    /// @param base one that is not greater than the present one changes nothing
    void raiseTokens(long base) {
        tokenBase = Math.max(tokenBase, base);
    }

    void save(SnapshotWriter writer) {
        limits.save(writer);
        writer.put(tokenBase);
        writer.put(uniqueNames.size());
        new TreeSet<>(uniqueNames).forEach(writer::put);
    }

    static Settings load(SnapshotReader reader) {
        Limits limits = Limits.load(reader);
        long tokenBase = reader.nextLong();
        List<String> names = new ArrayList<>();
        for (int left = reader.nextInt(); left > 0; left--) {
            names.add(reader.nextText());
        }
        return new Settings(limits, new TreeSet<>(names), tokenBase);
    }
}
