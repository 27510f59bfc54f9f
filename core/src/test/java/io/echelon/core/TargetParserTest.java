package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Target.Expression;
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
    private static final Expression NEXT = new Target.Next();
    private static final Expression LAST = new Target.Last();
    private static final Expression M7 = new Target.Numbered(7);
    private static final Expression M8 = new Target.Numbered(8);
    private static final Expression GPU = new Target.Labelled("gpu", null);

    @TestFactory
    Stream<DynamicTest> whatIsWrittenAsATargetIsUnderstood() {
        return Stream.of(
                good("all", Target.ALL),
                good("next", NEXT),
                good("last", LAST),
                good("any", new Target.Any(Target.ALL)),
                good("ALL", Target.ALL),
                good("Any", new Target.Any(Target.ALL)),
                good(" all ", Target.ALL),
                good("m7", M7),
                good("M7", M7),
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
    Stream<DynamicTest> namesAndLabelsAreUnderstood() {
        return Stream.of(
                good("name:web", called("web")),
                good("NAME:Web*", called("Web*")),
                good("name:'web 1'", called("'web 1'")),
                good("name:a=b,c:\"d\"", called("a=b,c:\"d\"")),
                good("label:gpu", GPU),
                good("LABEL:gpu", GPU),
                good("label:GPU", new Target.Labelled("GPU", null)),
                good("label:a.b_c-9", new Target.Labelled("a.b_c-9", null)),
                good("label:os=linux", labelled("os", "linux")),
                good("label:os=", labelled("os", "")),
                good("label:os=''", labelled("os", "''")),
                good("label:os=a=b*", labelled("os", "a=b*")));
    }

    @TestFactory
    Stream<DynamicTest> whatIsCombinedIsUnderstood() {
        return Stream.of(
                good("m7&m8", new Target.And(List.of(M7, M8))),
                good("m7 & m8 & next", new Target.And(List.of(M7, M8, NEXT))),
                good("m7|m8|next", new Target.Or(List.of(M7, M8, NEXT))),
                good("!m7", new Target.Not(M7)),
                good("! m7", new Target.Not(M7)),
                good("!!m7", M7),
                good("!!!m7", new Target.Not(M7)),
                good("!(!m7)", M7),
                good("(m7)", M7),
                good(" ( ( m7 ) ) ", M7),
                good("!m7&m8", new Target.And(List.of(new Target.Not(M7), M8))),
                good("m7|m8&next", new Target.Or(List.of(M7, new Target.And(List.of(M8, NEXT))))),
                good("m7&m8|next", new Target.Or(List.of(new Target.And(List.of(M7, M8)), NEXT))),
                good("m7&(m8|next)", new Target.And(List.of(M7, new Target.Or(List.of(M8, NEXT))))),
                good("!(m7|m8)", new Target.Not(new Target.Or(List.of(M7, M8)))),
                good("m7&!(m8&next)", new Target.And(List.of(M7, new Target.Not(new Target.And(List.of(M8, NEXT)))))),
                good("all&m7", M7),
                good("all & all", Target.ALL),
                good("name:a|label:os=b", new Target.Or(List.of(called("a"), labelled("os", "b")))));
    }

    @TestFactory
    Stream<DynamicTest> anyChoosesOneOfWhatTheRestLeaves() {
        return Stream.of(
                good("any&label:gpu", new Target.Any(GPU)),
                good("label:gpu & any", new Target.Any(GPU)),
                good("all & any", new Target.Any(Target.ALL)),
                good("next & any & !m7", new Target.Any(new Target.And(List.of(NEXT, new Target.Not(M7))))),
                good("any & (m7 | m8)", new Target.Any(new Target.Or(List.of(M7, M8)))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoTargetIsNot() {
        Stream<String> nothing =
                Stream.of("", " ", "everybody", "alle", "al", "7", "k7", "m", "m-7", "m7m", "m 7", "m\u043c");
        Stream<String> numbers = Stream.of("m1000000000000000000", "m\u0667", "m+7", "m7,m8", "-1", "..", "1..3");
        Stream<String> ranks =
                Stream.of("rank", "rank:", "ran\u212a:1", "rank:,", "rank:4,", "rank:,4", "rank:4,,5", "rank:-");
        Stream<String> badRanks =
                Stream.of("rank:4-", "rank:9-4", "rank:4-9-12", "rank:65536", "rank:4-65536", "rank:x", "rank:-4");
        Stream<String> longRanks =
                Stream.of("rank:99999999999999999999", "rank: 4", "rank:4 -9", "rank:4..9", "rank:+4");
        Stream<String> offsets = Stream.of("+", "+0", "+0..+3", "+3..+1", "+1..3", "+1..", "+..+3", "+1-+3", "+65536");
        Stream<String> badOffsets = Stream.of("+1..+65536", "+1..+2..+3", "++1", "+1..+", "+x", "+1.+3", "+1..-3");
        Stream<String> names =
                Stream.of("name", "name:", "name:''", "name: web", "name:a b", "name:a!b", "name:'a", "label");
        Stream<String> labels =
                Stream.of("label:", "label:=a", "label:\u00e9", "label:o*", "label:os=a b", "label:os='");
        Stream<String> combined =
                Stream.of("&", "m7&", "|m7", "m7||m8", "m7&|m8", "m7 m8", "!", "m7!", "m7!m8", "m7&&m8");
        Stream<String> nested =
                Stream.of("(", ")", "()", "(m7", "m7)", "(m7)(m8)", "((m7)", "(m7))", "m7(m8)", "all\tm7");
        return Stream.of(
                        nothing,
                        numbers,
                        ranks,
                        badRanks,
                        longRanks,
                        offsets,
                        badOffsets,
                        names,
                        labels,
                        combined,
                        nested)
                .flatMap(texts -> texts.map(TargetParserTest::bad));
    }

    @TestFactory
    Stream<DynamicTest> aComplaintPointsAtTheCharacter() {
        return Stream.of(
                bad("", 1, "expected all, next, last, any, m7, rank:4-9,12, +1..+3, name:web* or label:os=linux"),
                bad("all & al", 7, "expected all, next"),
                bad("all & ", 7, "expected all, next"),
                bad("m7 & name:", 11, "expected a name after \"name:\""),
                bad("!name: & m7", 7, "expected a name after \"name:\""),
                bad("\ud83d\ude00", 1, "expected all, next"),
                bad("name:\ud83d\ude00 label:", 8, "expected \"&\", \"|\" or the end"),
                bad("label:=x", 7, "expected a label after \"label:\""),
                bad("label:o*", 8, "expected \"&\", \"|\" or the end"),
                bad("name:'web", 6, "expected a second ' for the one"),
                bad("rank:4-9,x", 10, "expected a rank from 0 to 65535, as in rank:4-9,12,"),
                bad("rank:9-4", 8, "expected a number that is not below 9"),
                bad("+0", 2, "expected a number from 1 to 65535, as in +1..+3,"),
                bad("+2..+1", 6, "expected a number that is not below 2"),
                bad("+1..3", 3, "expected \"&\", \"|\" or the end"),
                bad("m7 m8", 4, "expected \"&\", \"|\" or the end"),
                bad("m7)", 3, "expected no \")\""),
                bad("(m7 m8)", 5, "expected \"&\", \"|\" or \")\""),
                bad("m1|(m7|(m8)", 4, "expected a \")\" for the \"(\""),
                bad("nam | rank:x", 1, "expected all, next"));
    }

    @TestFactory
    Stream<DynamicTest> anyStandsByItselfOrBesideTheRest() {
        String problem = "expected any by itself or beside &, not beside |, under ! or in parentheses,";
        return Stream.of(
                bad("!any", 2, problem),
                bad("!!any", 3, problem),
                bad("any | m7", 1, problem),
                bad("m7 | m8 & any", 11, problem),
                bad("any & m7 | m8", 1, problem),
                bad("(any)", 2, problem),
                bad("m7 & (any & m8)", 7, problem),
                bad("any & any", 7, "expected one any, not another"));
    }

    @Test
    void parenthesesAreBounded() {
        String most = "(".repeat(Target.MAX_DEPTH) + "m7" + ")".repeat(Target.MAX_DEPTH);

        assertThat(Target.parse(most)).isEqualTo(new Understood(M7));
        assertThat(Target.parse("!(" + most + ")"))
                .isEqualTo(complaint(Target.MAX_DEPTH + 2, "expected parentheses no more than 32 deep"));
        assertThat(Target.parse("(".repeat(4_000)))
                .isEqualTo(complaint(Target.MAX_DEPTH + 1, "expected parentheses no more than 32 deep"));
        assertThat(Target.parse("!".repeat(4_000) + "m7")).isEqualTo(new Understood(M7));
    }

    @Test
    void partsAreBounded() {
        String most = "m7" + "|m7".repeat(Target.MAX_ATOMS - 1);

        assertThat(Target.parse(most)).isInstanceOf(Understood.class);
        assertThat(Target.parse(most + "|m7"))
                .isEqualTo(complaint(most.length() + 2, "expected no more than 128 parts"));
    }

    @Test
    void patternsAreBounded() {
        String most = "a".repeat(Glob.MAX_CHARACTERS);

        assertThat(Target.parse("name:" + most + "**")).isInstanceOf(Understood.class);
        assertThat(Target.parse("name:" + most + "a")).isInstanceOf(Understood.class);
        assertThat(Target.parse("name:" + most + "a*"))
                .isEqualTo(complaint(6, "expected no more than 64 characters besides * in a pattern"));
        assertThat(Target.parse("name:?" + most)).isInstanceOf(Misunderstood.class);
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));

            assertThat(Target.parse("LAST")).isEqualTo(new Understood(LAST));
            assertThat(Target.parse("RANK:1")).isEqualTo(new Understood(ranked(new Range(1, 1))));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static DynamicTest good(String text, Target target) {
        return DynamicTest.dynamicTest(
                text, () -> assertThat(Target.parse(text)).isEqualTo(new Understood(target)));
    }

    private static DynamicTest bad(String text) {
        return DynamicTest.dynamicTest(
                "'" + text + "'",
                () -> assertThat(Target.parse(text)).isInstanceOfSatisfying(Misunderstood.class, complaint -> {
                    assertThat(complaint.problem()).endsWith(" at character " + (complaint.position() + 1));
                    assertThat(complaint.position()).isBetween(0, text.length());
                }));
    }

    /// @param character counted from 1
    private static DynamicTest bad(String text, int character, String problem) {
        return DynamicTest.dynamicTest(
                "'" + text + "'",
                () -> assertThat(Target.parse(text)).isInstanceOfSatisfying(Misunderstood.class, complaint -> {
                    assertThat(complaint.problem()).startsWith(problem).endsWith(" at character " + character);
                    assertThat(complaint.position()).isEqualTo(character - 1);
                }));
    }

    private static Misunderstood complaint(int character, String problem) {
        return new Misunderstood(problem + " at character " + character, character - 1);
    }

    private static Expression ranked(Range... ranges) {
        return new Target.Ranked(List.of(ranges));
    }

    private static Expression called(String pattern) {
        return new Target.Called(new Glob(pattern, new int[0]));
    }

    private static Expression labelled(String key, String pattern) {
        return new Target.Labelled(key, new Glob(pattern, new int[0]));
    }
}
