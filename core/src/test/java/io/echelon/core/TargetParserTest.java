package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Target.Misunderstood;
import io.echelon.core.Target.Range;
import io.echelon.core.Target.Understood;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TargetParserTest {
    @TestFactory
    Stream<DynamicTest> whatIsWrittenAsATargetIsUnderstood() {
        return Stream.of(
                good("all", Target.ALL),
                good("next", new Target.Next()),
                good("last", new Target.Last()),
                good("any", new Target.Any()),
                good("ALL", Target.ALL),
                good("Any", new Target.Any()),
                good("m7", new Target.Numbered(7)),
                good("M7", new Target.Numbered(7)),
                good("m0", new Target.Numbered(0)),
                good("m999999999999999999", new Target.Numbered(999_999_999_999_999_999L)),
                good("rank:4", ranked(new Range(4, 4))),
                good("rank:0", ranked(new Range(0, 0))),
                good("rank:65535", ranked(new Range(65_535, 65_535))),
                good("rank:4-9", ranked(new Range(4, 9))),
                good("RANK:4-4", ranked(new Range(4, 4))),
                good("rank:4-9,12", ranked(new Range(4, 9), new Range(12, 12))),
                good("rank:12,4-9", ranked(new Range(4, 9), new Range(12, 12))),
                good("rank:1-3,2-5", ranked(new Range(1, 3), new Range(2, 5))),
                good("+1", new Target.Offset(new Range(1, 1))),
                good("+1..+3", new Target.Offset(new Range(1, 3))),
                good("+3..+3", new Target.Offset(new Range(3, 3))),
                good("+1..+65535", new Target.Offset(new Range(1, 65_535))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoTargetIsNot() {
        Stream<String> nothing =
                Stream.of("", " ", "everybody", "alle", "al", "7", "k7", "m", "m-7", "m7m", "m 7", "m\u043c");
        Stream<String> numbers = Stream.of("m1000000000000000000", "m\u0667", "m+7", "m7,m8", "-1", "..", "1..3");
        Stream<String> ranks =
                Stream.of("rank", "rank:", "rank:,", "rank:4,", "rank:,4", "rank:4,,5", "rank:-", "rank:-4");
        Stream<String> badRanks =
                Stream.of("rank:4-", "rank:9-4", "rank:4-9-12", "rank:65536", "rank:4-65536", "rank:x");
        Stream<String> longRanks = Stream.of("rank:99999999999999999999", "rank: 4", "rank:4 ", "rank:4..9", "rank:+4");
        Stream<String> offsets = Stream.of("+", "+0", "+0..+3", "+3..+1", "+1..3", "+1..", "+..+3", "+1-+3", "+65536");
        Stream<String> badOffsets = Stream.of("+1..+65536", "+1..+2..+3", "++1", "+1..+", "+x", "+1.+3", "+1..-3");
        return Stream.of(nothing, numbers, ranks, badRanks, longRanks, offsets, badOffsets)
                .flatMap(texts -> texts.map(text -> bad(text, false)));
    }

    @TestFactory
    Stream<DynamicTest> whatThisServerCannotDoIsToldApart() {
        return Stream.of(
                        "name:web*",
                        "NAME:web",
                        "label:os=linux",
                        "!m7",
                        "all&!m7",
                        "m7|m8",
                        "(all)",
                        "rank:4-9&label:os=linux",
                        "next|last")
                .map(text -> bad(text, true));
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));

            assertThat(Target.parse("LAST")).isEqualTo(new Understood(new Target.Last()));
            assertThat(Target.parse("RANK:1")).isEqualTo(new Understood(ranked(new Range(1, 1))));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aComplaintSaysWhatWouldDo() {
        assertThat(problem("al")).contains("all, next, last, any, m7");
        assertThat(problem("rank:9-4")).contains("65535").contains("rank:4-9,12");
        assertThat(problem("+0")).contains("65535").contains("+1..+3");
    }

    private static DynamicTest good(String text, Target target) {
        return DynamicTest.dynamicTest(
                text, () -> assertThat(Target.parse(text)).isEqualTo(new Understood(target)));
    }

    private static DynamicTest bad(String text, boolean isUnsupported) {
        return DynamicTest.dynamicTest(
                "'" + text + "'",
                () -> assertThat(Target.parse(text)).isInstanceOfSatisfying(Misunderstood.class, complaint -> {
                    assertThat(complaint.isUnsupported()).isEqualTo(isUnsupported);
                    assertThat(complaint.problem()).isNotBlank();
                }));
    }

    private static Target ranked(Range... ranges) {
        return new Target.Ranked(List.of(ranges));
    }

    private static String problem(String text) {
        return ((Misunderstood) Target.parse(text)).problem();
    }
}
