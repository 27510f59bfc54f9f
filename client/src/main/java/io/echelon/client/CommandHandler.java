package io.echelon.client;

/// Executes the commands of a member's seniors.
@FunctionalInterface
public interface CommandHandler {
    /// Executes one command, which is never asked for twice. Called for one at a time, in the order of the
    /// group, on a thread of the client's that is there for that: it may block, send commands itself and
    /// wait for them. Handlers of two places, one lost and one new, may run at once.
    ///
    /// It is interrupted when the command is called back, and still has to say what became of it; also when
    /// the place is gone, and then its verdict can reach nobody. While the member is merely away it goes
    /// on, and its verdict is told afterwards.
    ///
    /// @return what became of it; the sender is told
    /// @throws Exception told to the sender as FAIL with the exception's name and message, and logged; the
    ///     sender of a command that was called back is told that
    Verdict handle(Command command) throws Exception;
}
