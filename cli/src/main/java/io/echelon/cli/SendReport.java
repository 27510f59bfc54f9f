package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Cancellation;
import io.echelon.client.Output;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;

/// Where what becomes of one command is told: that it is accepted, its results, that it has closed; or why
/// there is no more to tell. Never called by two threads at once.
interface SendReport {
    /// Whether it wants to be told how the command gets on meanwhile.
    boolean isWatching();

    void onAccepted(Accepted word);

    /// Some of what an executor puts out, as it does.
    void onOutput(Output output);

    /// How the command stands meanwhile.
    void onTally(Tally tally);

    void onResult(Result result);

    void onClosed(Tally tally);

    /// It was called back, and nothing more is waited for.
    void onCalledBack(long command, Cancellation cancellation);

    /// The server will not have it.
    void onRejected(RefusedException refused);

    /// Nothing more will be heard of it.
    void onLost(String why);
}
