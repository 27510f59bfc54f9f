package io.echelon.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/// A state as it was taken down, value by value.
final class Snapshot implements SnapshotOutput {
    final List<Object> values;

    Snapshot() {
        this(List.of());
    }

    Snapshot(List<Object> values) {
        this.values = new ArrayList<>(values);
    }

    static Snapshot of(StateMachine machine) {
        Snapshot snapshot = new Snapshot();
        machine.save(snapshot);
        return snapshot;
    }

    static StateMachine restored(StateMachine machine) {
        return of(machine).load();
    }

    @Override
    public void put(long value) {
        values.add(value);
    }

    @Override
    public void put(String text) {
        values.add(text);
    }

    @Override
    public void put(byte[] bytes) {
        values.add(bytes.clone());
    }

    /// @throws IllegalArgumentException if the values are no state, or more than one
    StateMachine load() {
        Iterator<Object> left = values.iterator();
        StateMachine machine = StateMachine.load(new SnapshotInput() {
            @Override
            public long nextLong() {
                return next(Long.class);
            }

            @Override
            public String nextText() {
                return next(String.class);
            }

            @Override
            public byte[] nextBytes() {
                return next(byte[].class).clone();
            }

            private <T> T next(Class<T> type) {
                Object value = left.hasNext() ? left.next() : null;
                if (!type.isInstance(value)) {
                    throw new IllegalArgumentException(value + " is no " + type.getSimpleName());
                }
                return type.cast(value);
            }
        });
        if (left.hasNext()) {
            throw new IllegalArgumentException("a state is followed by " + left.next());
        }
        return machine;
    }

    /// How many bytes there are in all bodies and other pieces.
    long countBytes() {
        return values.stream()
                .mapToLong(value -> value instanceof byte[] bytes ? bytes.length : 0)
                .sum();
    }

    /// @throws AssertionError if the other says something else
    void requireSame(Snapshot other, String what) {
        boolean isSame = values.size() == other.values.size();
        for (int index = 0; isSame && index < values.size(); index++) {
            isSame = Objects.deepEquals(values.get(index), other.values.get(index));
        }
        if (!isSame) {
            throw new AssertionError(what + "\n" + LineDifference.between(lines(), other.lines()));
        }
    }

    private List<String> lines() {
        return values.stream()
                .map(value -> value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString())
                .toList();
    }
}
