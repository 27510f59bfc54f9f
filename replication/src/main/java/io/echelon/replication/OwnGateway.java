package io.echelon.replication;

import io.echelon.core.Effects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The gateway of this process: wants to be opened as soon as there is an edge, and again when it was lost;
/// passes on what comes out of the log as long as it is open. To be used with the machine's monitor held.
public final class OwnGateway {
    private static final long AGAIN_MILLIS = 300;
    private static final long LOOK_MILLIS = 20;

    private final String node;
    private final long folder;
    private final LongSupplier nonces;
    private final Runnable onTaken;
    private @Nullable RaftSequencer sequencer;
    /// Of the gateway that is to be opened, or is open.
    private long nonce;

    /// 0 if none is open.
    private long number;

    private String address = "";
    private boolean isLeaving;
    private long proposedMillis = Long.MIN_VALUE / 2;

    /// @param folder drawn when the node's folder was made
    /// @param nonces draws numbers that no other process draws
    /// @param onTaken told when it was lost without having been given up
    public OwnGateway(String node, long folder, LongSupplier nonces, Runnable onTaken) {
        this.node = node;
        this.folder = folder;
        this.nonces = nonces;
        this.onTaken = onTaken;
        this.nonce = nonces.getAsLong();
    }

    /// @param edge what its inputs go through
    public void attach(RaftSequencer edge) {
        sequencer = edge;
    }

    /// @param newAddress where clients find it
    void advertise(String newAddress) {
        address = newAddress;
    }

    /// It is not to be opened any more.
    ///
    /// @return what lets it be lost
    Entry leave() {
        isLeaving = true;
        return new Entry.GatewayLost(number);
    }

    /// Waits until it is lost, or as long as it may.
    ///
    /// @param monitor held, and let go while it waits
    void awaitLoss(Object monitor, long millis) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (isOpen() && System.nanoTime() < deadlineNanos) {
            monitor.wait(LOOK_MILLIS);
        }
    }

    public boolean isOpen() {
        return number != 0;
    }

    public long number() {
        return number;
    }

    /// What is to be proposed now, or null.
    public @Nullable Entry wanted(ReplicatedState state, long nowMillis) {
        if (sequencer == null || isLeaving || nowMillis - proposedMillis < AGAIN_MILLIS) {
            return null;
        }
        Gateway open = state.gateway(number);
        Entry wanted = null;
        if (open == null) {
            wanted = new Entry.GatewayOpened(node, folder, nonce, ReplicatedState.RULES);
        } else if (!open.address().equals(address)) {
            wanted = new Entry.GatewayAddressed(number, address);
        }
        if (wanted != null) {
            proposedMillis = nowMillis;
        }
        return wanted;
    }

    /// An entry came out of the log.
    ///
    /// @param state with it
    public void onApplied(Entry entry, ReplicatedState.Verdict verdict, Effects effects, ReplicatedState state) {
        RaftSequencer edge = sequencer;
        if (edge == null) {
            return;
        }
        if (number == 0) {
            if (entry instanceof Entry.GatewayOpened opened && opened.nonce() == nonce) {
                onOpened(edge, state);
            }
        } else if (entry instanceof Entry.Batch batch && batch.gateway() == number) {
            edge.onApplied(effects, batch.sequence(), verdict);
        } else if (state.gateway(number) == null) {
            onLost();
        } else {
            edge.onApplied(effects);
        }
    }

    private void onOpened(RaftSequencer edge, ReplicatedState state) {
        for (Gateway open : state.gateways()) {
            if (open.nonce() == nonce) {
                number = open.number();
                Effects shown = new Effects();
                state.show(shown);
                edge.onOpened(open, shown);
            }
        }
    }

    /// It is not the state's any more, or nobody knows what became of it meanwhile.
    public void onLost() {
        if (number == 0 || sequencer == null) {
            return;
        }
        if (!isLeaving) {
            onTaken.run();
        }
        number = 0;
        nonce = nonces.getAsLong();
        sequencer.onLost();
    }
}
