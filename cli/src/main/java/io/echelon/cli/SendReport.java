package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;

/// Where what becomes of one command is told: that it is accepted, its results, that it has closed; or why
/// there is no more to tell.
interface SendReport {
    void onAccepted(Accepted word);

    void onResult(Result result);

    void onClosed(Tally tally);

    /// The server will not have it.
    void onRejected(RefusedException refused);

    /// Nothing more will be heard of it.
    void onLost(String why);
}
