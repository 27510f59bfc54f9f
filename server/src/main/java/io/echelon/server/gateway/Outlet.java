package io.echelon.server.gateway;

/// The way out to one connection. Used on the thread of its conversation.
public interface Outlet {
    /// Sends lines, behind everything that was sent before.
    ///
    /// @param bytes may be reused by the caller as soon as this returns
    void write(byte[] bytes, int length);

    /// Lines for many have this form from now on.
    void use(LineForm form);

    /// Closes once everything written has left. What is written afterwards is dropped.
    void close();

    /// Asks for signs of life from now on; [Farewell#QUIET] is said when they are missing.
    ///
    /// @param pingMillis of silence; 0 asks no longer
    void expectLife(long pingMillis);

    /// Whether so much is unsent that no more should be asked for.
    boolean isCongested();

    /// Whether the client is on this machine.
    boolean isNear();

    /// Runs a task on the thread of the conversation, if there is any by then. Any thread may call.
    void run(Runnable task);

    /// The conversation may have room again, after [Conversation#hasRoom] said that it had none.
    void resume();
}
