package io.echelon.replication;

import io.echelon.core.Input;
import io.echelon.core.Limits;
import java.util.List;
import java.util.Set;

/// What the log is made of. Every server applies the same ones in the same order. But for [Batch] each may
/// come twice and changes nothing the second time.
public sealed interface Entry {
    /// The state comes into being. Of several the first counts.
    ///
    /// @param epoch as clients are told it
    record Founded(String epoch, Limits limits, Set<String> uniqueNames) implements Entry {}

    /// Other limits hold from now on.
    record Settled(Limits limits, Set<String> uniqueNames) implements Entry {}

    /// A server has begun to take clients. What it had before is lost. Refused if a server of that name had another
    /// folder: it has forgotten what it promised to the others.
    ///
    /// @param node that it is
    /// @param folder drawn when its folder was made
    /// @param nonce drawn by it, so that it knows the gateway as its own
    /// @param rules the newest version of the rules that it knows
    record GatewayOpened(String node, long folder, long nonce, int rules) implements Entry {}

    /// Where clients find a gateway.
    ///
    /// @param address host and port
    record GatewayAddressed(long gateway, String address) implements Entry {}

    /// A server has not been heard of for too long, or has ended: so have all its connections.
    record GatewayLost(long gateway) implements Entry {}

    /// Some inputs of one gateway. Only the one that follows the gateway's last counts.
    ///
    /// @param sequence counted from 1 for each gateway
    record Batch(long gateway, long sequence, List<Input> inputs) implements Entry {}

    /// Time has come to a deadline; the time itself is that of every entry.
    record Tick() implements Entry {}

    /// Another server leads from now on.
    record LeaderStarted(String node) implements Entry {}

    /// All servers know the rules of this version: they hold from now on.
    record RulesRaised(int version) implements Entry {}

    /// What the leader's state came to after so many entries; whoever differs must not go on.
    record StateHashed(long entries, long hash) implements Entry {}

    /// A server leaves and says why, for whoever asks the others.
    record NodeStopped(String node, String why) implements Entry {}

    /// The state was brought back from a backup: tokens have to be greater than any that were given out
    /// since, and the epoch is another one.
    record Restored(String epoch, long tokenBase) implements Entry {}
}
