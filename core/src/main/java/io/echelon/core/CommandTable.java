package io.echelon.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds commands of one group by their number. Allocates nothing but when it grows.
final class CommandTable {
    private static final int SMALLEST = 16;
    /// 2^64 divided by the golden ratio: numbers in a row come to lie far from each other.
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /// Each command lies in the first free slot from that of its number on, so between the two there is
    /// no gap. A power of two, at least half of them free.
    private @Nullable Command[] slots = new Command[SMALLEST];

    private int size;

    @Nullable
    Command find(long number) {
        return slots[slotOf(number)];
    }

    /// Those that are open, in the order of their numbers.
    List<Dispatch> open() {
        List<Dispatch> open = new ArrayList<>();
        for (Command command : slots) {
            if (command instanceof Dispatch dispatch && !dispatch.isClosed()) {
                open.add(dispatch);
            }
        }
        open.sort(Comparator.comparingLong(dispatch -> dispatch.id.number()));
        return open;
    }

    /// @param command that is not there
    void add(Command command) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        slots[slotOf(command.id.number())] = command;
        size++;
    }

    /// @param command that is there
    void remove(Command command) {
        int gap = slotOf(command.id.number());
        slots[gap] = null;
        size--;
        int slot = next(gap);
        Command moved = slots[slot];
        while (moved != null) { // Whoever lies behind a gap goes to where it would be put now.
            slots[slot] = null;
            slots[slotOf(moved.id.number())] = moved;
            slot = next(slot);
            moved = slots[slot];
        }
    }

    /// Where the command with that number is, or would be.
    private int slotOf(long number) {
        int slot = (int) ((number * SPREAD) >>> (Long.numberOfLeadingZeros(slots.length) + 1));
        Command command = slots[slot];
        while (command != null && command.id.number() != number) {
            slot = next(slot);
            command = slots[slot];
        }
        return slot;
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private void grow() {
        @Nullable Command[] all = slots;
        slots = new Command[2 * all.length];
        for (Command command : all) {
            if (command != null) {
                slots[slotOf(command.id.number())] = command;
            }
        }
    }
}
