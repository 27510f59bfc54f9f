package io.echelon.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The open commands of one member, its own and those of others whose outcome it owes, in the order in
/// which they were sequenced. So when it leaves nobody goes through the commands of the whole group.
final class OpenCommands {
    private static final int SMALLEST = 4;

    private @Nullable Dispatch[] dispatches = new Dispatch[SMALLEST];
    private int count;

    /// @param dispatch sequenced after all that were added before
    void add(Dispatch dispatch) {
        if (count == dispatches.length) {
            dispatches = Arrays.copyOf(dispatches, 2 * count);
        }
        dispatches[count++] = dispatch;
    }

    /// @param dispatch that is there
    void remove(Dispatch dispatch) {
        int index = indexOf(dispatch);
        count--;
        System.arraycopy(dispatches, index + 1, dispatches, index, count - index);
        dispatches[count] = null;
    }

    /// A copy, so that commands may end while it is gone through.
    List<Dispatch> all() {
        List<Dispatch> all = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            all.add(Objects.requireNonNull(dispatches[index]));
        }
        return all;
    }

    private int indexOf(Dispatch dispatch) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Dispatch other = Objects.requireNonNull(dispatches[middle]);
            if (other.id.number() < dispatch.id.number()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
