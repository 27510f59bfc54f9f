package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Transcript.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// Every file in `src/test/resources/transcripts` says what the core does. After a rule was changed
/// on purpose, `-Dtranscripts.rewrite=true` writes the effects as they now are: read the difference
/// before you keep it.
class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/transcripts");
    private static final boolean IS_REWRITING = Boolean.getBoolean("transcripts.rewrite");

    @TestFactory
    Stream<DynamicTest> everyTranscriptIsTrue() throws IOException {
        return transcripts(TranscriptTest::replay);
    }

    @TestFactory
    Stream<DynamicTest> everyTranscriptIsTrueWithARestoreBeforeEachInput() throws IOException {
        return transcripts(file -> {
            Transcript expected = parse(file);
            compare(file, expected, replay(file, expected, Snapshot::restored));
        });
    }

    private static Stream<DynamicTest> transcripts(ThrowingConsumer<Path> check) throws IOException {
        try (Stream<Path> entries = Files.list(FOLDER)) {
            List<Path> files = entries.sorted().toList();
            assertThat(files).as("transcripts in %s", FOLDER.toAbsolutePath()).isNotEmpty();
            return files.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check.accept(file)));
        }
    }

    private static void replay(Path file) throws IOException {
        Transcript expected = parse(file);
        Transcript actual = replay(file, expected, UnaryOperator.identity());
        if (IS_REWRITING) {
            Files.write(file, actual.lines());
            return;
        }
        compare(file, expected, actual);
        assertThat(Files.readAllLines(file))
                .as("%s as it would be written back", file)
                .isEqualTo(expected.lines());
    }

    private static void compare(Path file, Transcript expected, Transcript actual) {
        for (int index = 0; index < expected.blocks.size(); index++) {
            compare(file, expected.blocks.get(index), actual.blocks.get(index));
        }
    }

    private static Transcript parse(Path file) throws IOException {
        try {
            return Transcript.parse(Files.readAllLines(file));
        } catch (IllegalArgumentException wrong) {
            throw new AssertionError(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Transcript replay(Path file, Transcript transcript, UnaryOperator<StateMachine> before) {
        try {
            return transcript.replay(before);
        } catch (IllegalArgumentException wrong) {
            throw new AssertionError(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void compare(Path file, Block expected, Block actual) {
        if (!expected.effects().equals(actual.effects())) {
            Assertions.fail(file + ":" + expected.line() + ": other effects than expected (-) came (+)\n      "
                    + String.join("\n      ", expected.inputs()) + "\n      ----\n"
                    + LineDifference.between(expected.effects(), actual.effects()));
        }
    }
}
