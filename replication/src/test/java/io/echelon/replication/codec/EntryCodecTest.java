package io.echelon.replication.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.core.Input;
import io.echelon.replication.Entries;
import io.echelon.replication.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EntryCodecTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("echelon.root"), "replication/src/test/resources/golden");

    @Test
    void readsWhatItWrote() {
        for (Entry entry : Entries.ofEachKind()) {
            byte[] written = write(entry);
            Entry read = EntryCodec.read(new Unpacker(ByteBuffer.wrap(written)));
            assertThat(read.getClass()).isEqualTo(entry.getClass());
            assertThat(write(read)).as(entry.toString()).isEqualTo(written);
            if (!(entry instanceof Entry.Batch)) { // Bodies are only compared by their bytes.
                assertThat(read).isEqualTo(entry);
            }
        }
    }

    @Test
    void everyKindOfEntryAndOfInputIsTried() {
        assertThat(Entries.ofEachKind().stream().map(Object::getClass).distinct())
                .hasSameSizeAs(Entry.class.getPermittedSubclasses());
        long ofConnections = Entries.ofEachKind().stream()
                .filter(Entry.Batch.class::isInstance)
                .flatMap(entry -> ((Entry.Batch) entry).inputs().stream())
                .map(Object::getClass)
                .distinct()
                .count();
        int notOfConnections = 5; // The time, lost servers, graces, settings, tokens: they have entries.
        assertThat(ofConnections + notOfConnections).isEqualTo(kindsOfInput(Input.class));
    }

    private static int kindsOfInput(Class<?> type) {
        int kinds = 0;
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            kinds += permitted.isSealed() ? kindsOfInput(permitted) : 1;
        }
        return kinds;
    }

    /// What is in a log must be understood for ever: these lines are never changed, only followed by others.
    @Test
    void entriesReadAsTheyDidFromTheFirstVersionOn() throws IOException {
        StringBuilder now = new StringBuilder();
        for (Entry entry : Entries.ofEachKind()) {
            now.append(entry.getClass().getSimpleName())
                    .append(' ')
                    .append(HexFormat.of().formatHex(write(entry)))
                    .append('\n');
        }
        Path file = GOLDEN.resolve("entries-1.txt");
        if (Boolean.getBoolean("echelon.golden.rewrite")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, now);
        }
        assertThat(now.toString()).isEqualTo(Files.readString(file));
    }

    @Test
    void aBatchThatIsGatheredReadsLikeOneThatIsWritten() {
        Entry.Batch batch = (Entry.Batch) Entries.ofEachKind().stream()
                .filter(Entry.Batch.class::isInstance)
                .findFirst()
                .orElseThrow();
        BatchWriter writer = new BatchWriter();
        batch.inputs().forEach(writer::add);
        assertThat(writer.take(batch.gateway(), batch.sequence())).isEqualTo(write(batch));
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void whatIsNoEntryIsRefusedAndTakesNoMemory() {
        for (byte[] wrong : List.of(
                new byte[0],
                new byte[] {99},
                "text".getBytes(StandardCharsets.UTF_8),
                HexFormat.of().parseHex("0c0202fefefe7f"),
                HexFormat.of().parseHex("02ffffffffffffffffff"))) {
            assertThatThrownBy(() -> EntryCodec.read(new Unpacker(ByteBuffer.wrap(wrong))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void entriesThatAreCutOffOrChangedNeverBreakTheReader() {
        Random random = new Random(1);
        for (Entry entry : Entries.ofEachKind()) {
            byte[] whole = write(entry);
            for (int length = 0; length < whole.length; length++) {
                readOrRefuse(java.util.Arrays.copyOf(whole, length));
            }
            for (int round = 0; round < 200; round++) {
                byte[] changed = whole.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                readOrRefuse(changed);
            }
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            EntryCodec.read(new Unpacker(ByteBuffer.wrap(bytes)));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    private static byte[] write(Entry entry) {
        Packer packer = new Packer();
        EntryCodec.write(packer, entry);
        return packer.toBytes();
    }
}
