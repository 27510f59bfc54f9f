package io.echelon.replication;

import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.StateMachine;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Packer;
import io.echelon.replication.codec.Unpacker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A log as it once came about, with the time of each entry, to be applied again.
///
/// @param entries as bytes
record RecordedLog(List<Timed> entries) {
    /// @param entry as it is in the log
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Timed(long stampMillis, byte[] entry) {
        Entry read() {
            return EntryCodec.read(new Unpacker(ByteBuffer.wrap(entry)));
        }
    }

    /// What a process of another JDK says: the hash of the whole state, then that of the groups without a log.
    public static void main(String[] arguments) throws IOException {
        RecordedLog log = read(Path.of(arguments[0]));
        System.out.println(log.replicated().presentHash() + " " + log.embedded().hash());
    }

    static RecordedLog read(Path file) throws IOException {
        Unpacker unpacker = new Unpacker(ByteBuffer.wrap(Files.readAllBytes(file)));
        List<Timed> entries = new ArrayList<>();
        while (!unpacker.isEmpty()) {
            entries.add(new Timed(unpacker.nextLong(), unpacker.nextBytes()));
        }
        return new RecordedLog(entries);
    }

    void write(Path file) throws IOException {
        Packer packer = new Packer();
        for (Timed timed : entries) {
            packer.put(timed.stampMillis());
            packer.put(timed.entry());
        }
        Files.write(file, packer.toBytes());
    }

    /// The state of a server that has a log.
    ReplicatedState replicated() {
        ReplicatedState state = new ReplicatedState();
        for (Timed timed : entries) {
            state.apply(timed.read(), timed.stampMillis(), new Effects());
        }
        return state;
    }

    /// The groups as they are where the same inputs come from no log.
    StateMachine embedded() {
        Entry.Founded founded = (Entry.Founded) entries.getFirst().read();
        StateMachine groups = new StateMachine(founded.limits(), 0, founded.uniqueNames());
        Set<Long> lost = new HashSet<>();
        for (Timed timed : entries.subList(1, entries.size())) {
            Effects effects = new Effects();
            groups.apply(new Input.TimeAdvanced(timed.stampMillis()), effects);
            switch (timed.read()) {
                case Entry.Batch batch when lost.contains(batch.gateway()) -> {}
                case Entry.Batch batch -> batch.inputs().forEach(input -> groups.apply(input, effects));
                case Entry.GatewayLost(long gateway) -> {
                    lost.add(gateway);
                    groups.apply(new Input.ConnectionsLost(gateway << 40, ((gateway + 1) << 40) - 1), effects);
                }
                case Entry.LeaderStarted started -> groups.apply(new Input.GracesRestarted(), effects);
                case Entry.Settled settled ->
                    groups.apply(new Input.SettingsChanged(settled.limits(), settled.uniqueNames()), effects);
                case Entry.Restored restored -> groups.apply(new Input.TokensRaised(restored.tokenBase()), effects);
                case Entry other -> {} // Of the servers alone.
            }
        }
        return groups;
    }
}
