package io.echelon.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The effects of a batch of inputs, in order. Reused from batch to batch; not thread-safe.
public final class Effects implements Iterable<Effect> {
    private final List<Effect> effects = new ArrayList<>();

    public void add(Effect effect) {
        effects.add(effect);
    }

    public int size() {
        return effects.size();
    }

    public void clear() {
        effects.clear();
    }

    @Override
    public Iterator<Effect> iterator() {
        return effects.iterator();
    }

    @Override
    public String toString() {
        return effects.toString();
    }
}
