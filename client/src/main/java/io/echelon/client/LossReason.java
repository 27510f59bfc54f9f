package io.echelon.client;

/// Why there is no connection any more, or no place.
public enum LossReason {
    /// The connection broke, the server closed it or was silent for too long. The only reason after which a
    /// place with a grace time is [MembershipState#AWAY] and not lost.
    BROKEN,
    /// The grace time is over by this client's clock, and no server could be asked.
    EXPIRED,
    /// The server does not know the place any more: its grace time is over there, or the server has lost
    /// its state.
    FORGOTTEN,
    /// Another connection has taken the place up. It is not fought for: there is no coming back.
    FENCED,
    /// The server does not want this client, now or ever: it said so when it closed, or refused to give a
    /// place for a reason that stays.
    REFUSED,
    /// The user's code takes too long to hear what it is told: a limit of [ClientOptions] was reached.
    OVERLOADED,
    /// A bug in the client.
    INTERNAL,
    /// The place was given up while something was still open.
    LEFT,
    /// The client was closed by the program.
    CLOSED
}
