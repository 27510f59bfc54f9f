package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Target.Called;
import io.echelon.core.Target.Understood;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GlobsTest {
    private static final String CHARACTERS = "ab\u00e9\ud83d\ude00";

    @RepeatedTest(50)
    void eachPatternMeansTheSameAmongOthers(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> patterns = new ArrayList<>();
        for (int count = 1 + random.nextInt(20); count > 0; count--) {
            patterns.add(text(random, 40, "**?") + "*" + text(random, 20, "*?"));
        }
        Globs globs = new Globs(patterns.stream().map(GlobsTest::glob).toList());

        for (int round = 0; round < 200; round++) {
            String text = round % 2 == 0
                    ? text(random, 6, "")
                    : patterns.get(random.nextInt(patterns.size()))
                            .replace("*", text(random, 2, ""))
                            .replace("?", "b");
            globs.read(text);
            for (int index = 0; index < patterns.size(); index++) {
                assertThat(globs.isLike(index))
                        .as("%s is like %s", text, patterns.get(index))
                        .isEqualTo(isLike(
                                text.codePoints().toArray(),
                                patterns.get(index).codePoints().toArray()));
            }
        }
    }

    @Test
    void eachCharacterIsLookedAtOnceWhateverThePatterns() {
        CountedText text = new CountedText("a".repeat(10_000));
        Globs globs = new Globs(
                List.of(glob("a*".repeat(40) + "b"), glob("*a".repeat(40) + "?*b"), glob("*" + "a".repeat(60) + "b*")));

        globs.read(text);

        assertThat(globs.isLike(0)).isFalse();
        assertThat(globs.isLike(1)).isFalse();
        assertThat(globs.isLike(2)).isFalse();
        assertThat(text.reads).isLessThanOrEqualTo(text.length());
    }

    private static String text(Random random, int maxLength, String others) {
        int[] choice = (CHARACTERS + others).codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            text.appendCodePoint(choice[random.nextInt(choice.length)]);
        }
        return text.toString();
    }

    /// The same as slowly as it is obvious: which beginnings of the text each beginning of the pattern means.
    private static boolean isLike(int[] text, int[] pattern) {
        boolean[] means = new boolean[text.length + 1];
        means[0] = true;
        for (int character : pattern) {
            boolean[] next = new boolean[text.length + 1];
            for (int end = 0; end <= text.length; end++) {
                boolean isOne = end > 0 && means[end - 1] && (character == '?' || character == text[end - 1]);
                next[end] = character == '*' ? means[end] || (end > 0 && next[end - 1]) : isOne;
            }
            means = next;
        }
        return means[text.length];
    }

    private static Glob glob(String pattern) {
        return ((Called) ((Understood) Target.parse("name:" + pattern)).target()).name();
    }

    /// Counts how often a character of it is read.
    private static final class CountedText implements CharSequence {
        private final String text;
        private int reads;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }
}
