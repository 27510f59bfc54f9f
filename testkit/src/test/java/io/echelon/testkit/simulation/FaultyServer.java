package io.echelon.testkit.simulation;

import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.replication.Entry;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Packer;
import io.echelon.replication.codec.Unpacker;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Mistakes in what a server proposes, and in what it tells its clients.
final class FaultyServer {
    private FaultyServer() {}

    /// A leader leaves a duty undone.
    static Flaws neglects(Predicate<Entry> duty) {
        return new Flaws() {
            @Override
            List<Entry> duties(List<Entry> right) {
                return right.stream().filter(duty.negate()).toList();
            }
        };
    }

    /// A leader lets time pass, and does not say that it begins.
    static Flaws restartsNoGrace() {
        return new Flaws() {
            private int leader = -1;
            private long stampMillis;
            private long takenMillis;

            @Override
            List<Entry> duties(List<Entry> right) {
                return right.stream()
                        .map(entry -> entry instanceof Entry.LeaderStarted ? new Entry.Tick() : entry)
                        .toList();
            }

            @Override
            long stampMillis(int node, long rightMillis, long nowMillis) {
                stampMillis += node == leader ? nowMillis - takenMillis : 0;
                leader = node;
                takenMillis = nowMillis;
                return stampMillis;
            }
        };
    }

    /// An edge is told something else than what came out of the log.
    static Flaws tells(UnaryOperator<Effects> other) {
        return new Flaws() {
            @Override
            Effects published(Effects right) {
                return other.apply(right);
            }
        };
    }

    static Effects without(Effects effects, Predicate<Effect> left) {
        Effects others = new Effects();
        for (Effect effect : effects) {
            if (!left.test(effect)) {
                others.add(effect);
            }
        }
        return others;
    }

    static Effects twice(Effects effects, Predicate<Effect> doubled) {
        Effects more = new Effects();
        for (Effect effect : effects) {
            more.add(effect);
            if (doubled.test(effect)) {
                more.add(effect);
            }
        }
        return more;
    }

    /// What is proposed again gets a new number.
    static Flaws numbersAnew() {
        return new Flaws() {
            private final Map<Long, Long> last = new LinkedHashMap<>();

            @Override
            byte[] proposed(byte[] bytes) {
                if (EntryCodec.read(new Unpacker(ByteBuffer.wrap(bytes))) instanceof Entry.Batch batch) {
                    long sequence = last.merge(batch.gateway(), 1L, Long::sum);
                    return bytes(new Entry.Batch(batch.gateway(), sequence, batch.inputs()));
                }
                return bytes;
            }
        };
    }

    /// What was gathered is proposed in another order.
    static Flaws gathersBackwards() {
        return new Flaws() {
            @Override
            byte[] proposed(byte[] bytes) {
                if (EntryCodec.read(new Unpacker(ByteBuffer.wrap(bytes))) instanceof Entry.Batch batch) {
                    List<Input> reversed = batch.inputs().reversed();
                    return bytes(new Entry.Batch(batch.gateway(), batch.sequence(), reversed));
                }
                return bytes;
            }
        };
    }

    private static byte[] bytes(Entry entry) {
        Packer packer = new Packer();
        EntryCodec.write(packer, entry);
        return packer.toBytes();
    }
}
