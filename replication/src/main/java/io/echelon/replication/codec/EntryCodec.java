package io.echelon.replication.codec;

import io.echelon.core.Input;
import io.echelon.core.Limits;
import io.echelon.replication.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Entries as bytes. The first is a number for the kind of entry, which is never given to another kind: a
/// kind that reads otherwise is a new one.
public final class EntryCodec {
    private static final int FOUNDED = 1;
    private static final int SETTLED = 2;
    private static final int GATEWAY_OPENED = 3;
    private static final int GATEWAY_ADDRESSED = 4;
    private static final int GATEWAY_LOST = 5;
    private static final int BATCH = 6;
    private static final int TICK = 7;
    private static final int LEADER_STARTED = 8;
    private static final int RULES_RAISED = 9;
    private static final int STATE_HASHED = 10;
    private static final int NODE_STOPPED = 11;
    private static final int RESTORED = 12;

    private EntryCodec() {}

    public static void write(Packer packer, Entry entry) {
        switch (entry) {
            case Entry.Founded founded -> writeFounded(packer, founded);
            case Entry.Settled settled -> {
                packer.put(SETTLED);
                writeSettings(packer, settled.limits(), settled.uniqueNames());
            }
            case Entry.GatewayOpened opened -> writeOpened(packer, opened);
            case Entry.GatewayAddressed addressed -> writeAddressed(packer, addressed);
            case Entry.GatewayLost lost -> {
                packer.put(GATEWAY_LOST);
                packer.put(lost.gateway());
            }
            case Entry.Batch batch -> writeBatch(packer, batch);
            case Entry.Tick tick -> packer.put(TICK);
            case Entry.LeaderStarted started -> {
                packer.put(LEADER_STARTED);
                packer.put(started.node());
            }
            case Entry.RulesRaised raised -> {
                packer.put(RULES_RAISED);
                packer.put(raised.version());
            }
            case Entry.StateHashed hashed -> writeHashed(packer, hashed);
            case Entry.NodeStopped stopped -> writeStopped(packer, stopped);
            case Entry.Restored restored -> writeRestored(packer, restored);
        }
    }

    private static void writeFounded(Packer packer, Entry.Founded founded) {
        packer.put(FOUNDED);
        packer.put(founded.epoch());
        writeSettings(packer, founded.limits(), founded.uniqueNames());
    }

    private static void writeOpened(Packer packer, Entry.GatewayOpened opened) {
        packer.put(GATEWAY_OPENED);
        packer.put(opened.node());
        packer.putWhole(opened.folder());
        packer.putWhole(opened.nonce());
        packer.put(opened.rules());
    }

    private static void writeAddressed(Packer packer, Entry.GatewayAddressed addressed) {
        packer.put(GATEWAY_ADDRESSED);
        packer.put(addressed.gateway());
        packer.put(addressed.address());
    }

    private static void writeHashed(Packer packer, Entry.StateHashed hashed) {
        packer.put(STATE_HASHED);
        packer.put(hashed.entries());
        packer.putWhole(hashed.hash());
    }

    private static void writeStopped(Packer packer, Entry.NodeStopped stopped) {
        packer.put(NODE_STOPPED);
        packer.put(stopped.node());
        packer.put(stopped.why());
    }

    private static void writeRestored(Packer packer, Entry.Restored restored) {
        packer.put(RESTORED);
        packer.put(restored.epoch());
        packer.put(restored.tokenBase());
    }

    /// @throws IllegalArgumentException if it is none, or one that this build does not know
    public static Entry read(Unpacker unpacker) {
        int kind = unpacker.nextInt();
        Entry entry = switch (kind) {
            case FOUNDED -> new Entry.Founded(unpacker.nextText(), readLimits(unpacker), readNames(unpacker));
            case SETTLED -> new Entry.Settled(readLimits(unpacker), readNames(unpacker));
            case GATEWAY_OPENED ->
                new Entry.GatewayOpened(
                        unpacker.nextText(), unpacker.nextWhole(), unpacker.nextWhole(), unpacker.nextInt());
            case GATEWAY_ADDRESSED -> new Entry.GatewayAddressed(unpacker.nextLong(), unpacker.nextText());
            case GATEWAY_LOST -> new Entry.GatewayLost(unpacker.nextLong());
            case BATCH -> readBatch(unpacker);
            case TICK -> new Entry.Tick();
            case LEADER_STARTED -> new Entry.LeaderStarted(unpacker.nextText());
            case RULES_RAISED -> new Entry.RulesRaised(unpacker.nextInt());
            case STATE_HASHED -> new Entry.StateHashed(unpacker.nextLong(), unpacker.nextWhole());
            case NODE_STOPPED -> new Entry.NodeStopped(unpacker.nextText(), unpacker.nextText());
            case RESTORED -> new Entry.Restored(unpacker.nextText(), unpacker.nextLong());
            default -> throw new IllegalArgumentException("there is no kind of entry " + kind);
        };
        if (!unpacker.isEmpty()) {
            throw new IllegalArgumentException("there is more than an entry of kind " + kind);
        }
        return entry;
    }

    /// The inputs follow.
    static void startBatch(Packer packer, long gateway, long sequence, int count) {
        packer.put(BATCH);
        packer.put(gateway);
        packer.put(sequence);
        packer.put(count);
    }

    private static void writeBatch(Packer packer, Entry.Batch batch) {
        startBatch(packer, batch.gateway(), batch.sequence(), batch.inputs().size());
        for (Input input : batch.inputs()) {
            InputCodec.write(packer, input);
        }
    }

    private static Entry.Batch readBatch(Unpacker unpacker) {
        long gateway = unpacker.nextLong();
        long sequence = unpacker.nextLong();
        int count = unpacker.nextCount();
        List<Input> inputs = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            inputs.add(InputCodec.read(unpacker));
        }
        return new Entry.Batch(gateway, sequence, inputs);
    }

    private static void writeSettings(Packer packer, Limits limits, Set<String> uniqueNames) {
        packer.put(limits.capacity());
        packer.put(limits.maxGroups());
        packer.put(limits.maxOpenCommands());
        packer.put(limits.maxOpenOutcomes());
        packer.put(limits.maxClosedCommands());
        packer.put(limits.closedMillis());
        packer.put(limits.maxWaiting());
        packer.put(limits.maxReplayEvents());
        packer.put(limits.maxBodyBytes());
        packer.put(limits.maxResultBytes());
        packer.put(uniqueNames.size());
        uniqueNames.forEach(packer::put);
    }

    private static Limits readLimits(Unpacker unpacker) {
        return new Limits(
                unpacker.nextInt(),
                unpacker.nextInt(),
                unpacker.nextInt(),
                unpacker.nextInt(),
                unpacker.nextInt(),
                unpacker.nextLong(),
                unpacker.nextInt(),
                unpacker.nextInt(),
                unpacker.nextLong(),
                unpacker.nextLong());
    }

    private static Set<String> readNames(Unpacker unpacker) {
        Set<String> names = new LinkedHashSet<>();
        for (int left = unpacker.nextCount(); left > 0; left--) {
            names.add(unpacker.nextText());
        }
        return names;
    }
}
