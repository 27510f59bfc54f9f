package io.echelon.testkit.simulation;

import io.echelon.core.Effect;
import io.echelon.core.Input;
import io.echelon.core.Limits;
import java.util.List;

/// Looks at every input that the log comes to and at its effects. One for each run.
public interface Audit {
    /// Makes one for a run, when its state is founded.
    interface Maker {
        Audit make(Limits limits);
    }

    /// @throws AssertionError if they are not as they have to be
    void check(Input input, List<Effect> effects);
}
