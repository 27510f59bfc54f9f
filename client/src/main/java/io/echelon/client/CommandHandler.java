package io.echelon.client;

/// Executes the commands of a member's seniors.
@FunctionalInterface
public interface CommandHandler {
    /// Executes one command. Called for one at a time, in the order of the group, on a thread of the
    /// client's that is there for that: it may block, send commands itself and wait for them. Handlers of
    /// two memberships, one left and one new, may run at once.
    ///
    /// It is interrupted when the membership ends; its verdict can reach nobody then.
    ///
    /// @return what became of it; the sender is told
    /// @throws Exception told to the sender as FAIL with the exception's name and message, and logged
    Verdict handle(Command command) throws Exception;
}
