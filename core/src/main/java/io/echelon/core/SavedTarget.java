package io.echelon.core;

import io.echelon.core.Target.Expression;
import io.echelon.core.Target.Range;
import java.util.ArrayList;
import java.util.List;

/// How a [Target] is taken down in a snapshot: what it is, by one of these names, then its parts.
enum SavedTarget {
    ANY,
    ALL,
    NEXT,
    LAST,
    OFFSET,
    NUMBERED,
    RANKED,
    CALLED,
    LABELLED,
    NOT,
    AND,
    OR;

    /// Deeper than the parts of anything that a [TargetParser] understands lie within each other.
    private static final int MAX_NESTING = 4 * (Target.MAX_DEPTH + 1);

    static void save(Target target, SnapshotWriter writer) {
        switch (target) {
            case Target.Any(Expression among) -> {
                writer.put(ANY);
                save(among, writer);
            }
            case Target.All all -> writer.put(ALL);
            case Target.Next next -> writer.put(NEXT);
            case Target.Last last -> writer.put(LAST);
            case Target.Offset(Range range) -> {
                writer.put(OFFSET);
                saveRanges(List.of(range), writer);
            }
            case Target.Numbered(long number) -> {
                writer.put(NUMBERED);
                writer.put(number);
            }
            case Target.Ranked(List<Range> ranges) -> {
                writer.put(RANKED);
                saveRanges(ranges, writer);
            }
            case Target.Called(Glob name) -> {
                writer.put(CALLED);
                writer.put(name.toString());
            }
            case Target.Labelled labelled -> {
                writer.put(LABELLED);
                writer.put(labelled.key());
                writer.putOrNull(
                        labelled.value() == null ? null : labelled.value().toString());
            }
            case Target.Not(Expression part) -> {
                writer.put(NOT);
                save(part, writer);
            }
            case Target.And(List<Expression> parts) -> saveParts(AND, parts, writer);
            case Target.Or(List<Expression> parts) -> saveParts(OR, parts, writer);
        }
    }

    private static void saveRanges(List<Range> ranges, SnapshotWriter writer) {
        writer.put(ranges.size());
        for (Range range : ranges) {
            writer.put(range.first());
            writer.put(range.last());
        }
    }

    private static void saveParts(SavedTarget kind, List<Expression> parts, SnapshotWriter writer) {
        writer.put(kind);
        writer.put(parts.size());
        parts.forEach(part -> save(part, writer));
    }

    static Target load(SnapshotReader reader) {
        SavedTarget kind = reader.nextOf(SavedTarget.class);
        return kind == ANY ? new Target.Any(loadExpression(reader, 0)) : load(kind, reader, 0);
    }

    /// @param depth of what it is part of
    private static Expression loadExpression(SnapshotReader reader, int depth) {
        return load(reader.nextOf(SavedTarget.class), reader, depth);
    }

    private static Expression load(SavedTarget kind, SnapshotReader reader, int depth) {
        if (depth > MAX_NESTING) {
            throw SnapshotReader.wrong("a target has too many parts within each other");
        }
        return switch (kind) {
            case ANY -> throw SnapshotReader.wrong("a target has any within");
            case ALL -> Target.ALL;
            case NEXT -> new Target.Next();
            case LAST -> new Target.Last();
            case OFFSET -> new Target.Offset(loadRanges(reader).getFirst());
            case NUMBERED -> new Target.Numbered(reader.nextLong());
            case RANKED -> new Target.Ranked(loadRanges(reader));
            case CALLED -> new Target.Called(glob(reader.nextText()));
            case LABELLED -> {
                String key = reader.nextText();
                String value = reader.nextTextOrNull();
                yield new Target.Labelled(key, value == null ? null : glob(value));
            }
            case NOT -> new Target.Not(loadExpression(reader, depth + 1));
            case AND -> new Target.And(loadParts(reader, depth + 1));
            case OR -> new Target.Or(loadParts(reader, depth + 1));
        };
    }

    private static List<Range> loadRanges(SnapshotReader reader) {
        List<Range> ranges = new ArrayList<>();
        for (int left = reader.nextInt(1, Integer.MAX_VALUE); left > 0; left--) {
            int first = reader.nextInt();
            ranges.add(new Range(first, reader.nextInt(first, Integer.MAX_VALUE)));
        }
        return ranges;
    }

    private static List<Expression> loadParts(SnapshotReader reader, int depth) {
        List<Expression> parts = new ArrayList<>();
        for (int left = reader.nextInt(); left > 0; left--) {
            parts.add(loadExpression(reader, depth));
        }
        return parts;
    }

    private static Glob glob(String written) {
        return new TargetScanner(written).glob();
    }
}
