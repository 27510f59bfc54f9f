package io.echelon.cli;

import io.echelon.client.Seat;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where a person types lines and is shown others meanwhile.
interface Dialogue extends AutoCloseable {
    /// Shows text, in the order of the calls; what has to be escaped is. Any thread may call; it waits for
    /// room when more is shown than the terminal takes.
    void show(String text);

    /// The next line that was typed, or null at the end of input or on Ctrl-C. For one thread.
    @Nullable
    String read() throws IOException;

    /// Offers members as targets from now on, where lines can be completed.
    ///
    /// @param juniors who may be commanded at this moment; asked for by the thread that reads
    default void offer(Supplier<List<Seat>> juniors) {}

    /// Whether somebody sits there, who may want to say something at any time.
    default boolean isForPerson() {
        return false;
    }

    /// Lets everything be shown that waits, and the terminal be as it was.
    @Override
    void close();
}
