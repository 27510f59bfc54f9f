package io.echelon.testkit.simulation;

import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.replication.Entry;
import io.echelon.replication.Gateway;
import io.echelon.replication.ReplicatedState;
import io.echelon.replication.ReplicatedState.Verdict;
import java.util.List;

/// Mistakes that every node makes in the same way with what comes out of the log.
final class FaultyLog {
    private FaultyLog() {}

    /// Something else is made of a batch that did not count.
    static Flaws batchCounts(Verdict although) {
        return new Flaws() {
            @Override
            Verdict apply(int node, ReplicatedState state, Entry entry, long stampMillis, Effects effects) {
                Verdict verdict = state.apply(entry, stampMillis, effects);
                if (verdict == although
                        && entry instanceof Entry.Batch batch
                        && !state.gateways().isEmpty()) {
                    Gateway gateway = state.gateways().iterator().next();
                    Gateway own = state.gateway(batch.gateway());
                    long number = own == null ? gateway.number() : own.number();
                    long sequence = (own == null ? gateway : own).sequence() + 1;
                    return state.apply(new Entry.Batch(number, sequence, batch.inputs()), stampMillis, effects);
                }
                return verdict;
            }
        };
    }

    /// A gateway that is lost is forgotten, and nothing more.
    static Flaws losesNobody() {
        return new Flaws() {
            @Override
            Verdict apply(int node, ReplicatedState state, Entry entry, long stampMillis, Effects effects) {
                boolean isLoss = entry instanceof Entry.GatewayLost;
                return state.apply(isLoss ? new Entry.Tick() : entry, stampMillis, effects);
            }
        };
    }

    /// Each node goes by a clock of its own.
    static Flaws ownClocks() {
        return new Flaws() {
            @Override
            Verdict apply(int node, ReplicatedState state, Entry entry, long stampMillis, Effects effects) {
                return state.apply(entry, stampMillis + 30L * node, effects);
            }
        };
    }

    /// A process that proposes to open its gateway once more gets another.
    static Flaws opensTwice() {
        return new Flaws() {
            @Override
            Verdict apply(int node, ReplicatedState state, Entry entry, long stampMillis, Effects effects) {
                Entry applied = entry instanceof Entry.GatewayOpened opened
                        ? new Entry.GatewayOpened(
                                opened.node(), opened.folder(), opened.nonce() + state.entries(), opened.rules())
                        : entry;
                return state.apply(applied, stampMillis, effects);
            }
        };
    }

    /// The inputs of a batch are applied in another order by some of the nodes.
    static Flaws backwards(int faulty) {
        return new Flaws() {
            @Override
            Verdict apply(int node, ReplicatedState state, Entry entry, long stampMillis, Effects effects) {
                if (node == faulty && entry instanceof Entry.Batch batch) {
                    List<Input> reversed = batch.inputs().reversed();
                    return state.apply(
                            new Entry.Batch(batch.gateway(), batch.sequence(), reversed), stampMillis, effects);
                }
                return state.apply(entry, stampMillis, effects);
            }
        };
    }
}
