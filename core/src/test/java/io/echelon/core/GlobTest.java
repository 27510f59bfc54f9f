package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Target.Labelled;
import io.echelon.core.Target.Understood;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    private static final String NO_TEXT = "<none>";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            web;               web
            web*;              web, web1, webweb
            *web;              web, myweb, webweb
            *;                 <none>, a, a b
            **;                <none>, a
            a**?***c;          abc, abbc
            ?;                 a, *, ?
            ??;                ab
            ?*;                a, ab
            *?;                a, ab
            a*b;               ab, axb, abb, axbxb
            a*b*c;             abc, axbxc, abcbc, abbcc
            *a*;               a, xa, ax, xax
            a?c*e;             abce, abcde, aace, abcee
            *ab?;              abc, ababc, abaabx
            'a*';              a*
            'a*'*;             a*, a*b
            'a b'*;            a b, a bc
            'a''b';            a'b
            a'&|!()'b;         a&|!()b
            a.*;               a., a.b
            [a-z]+$;           [a-z]+$
            """)
    void aPatternMeansWhatIsLikeIt(String pattern, String texts) {
        for (String text : texts.split(", ", -1)) {
            String whole = text.equals(NO_TEXT) ? "" : text;
            assertThat(glob(pattern).matches(whole))
                    .as("%s is like %s", text, pattern)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            web;               <none>, we, web1, Web, WEB
            web*;              <none>, we, myweb, Web1
            *web;              <none>, webs, we
            ?;                 <none>, ab
            ??;                <none>, a, abc
            ?*;                <none>
            *?;                <none>
            a*b;               <none>, a, b, ba, abc, xab
            a*b*c;             abx, acb, ac, bc
            a*a;               a
            ab*ba;             aba
            *a*;               <none>, b
            'a*';              a, ab
            'a?'*;             ab
            'a''b';            ab
            a.c;               abc
            """)
    void itMeansNothingElse(String pattern, String texts) {
        for (String text : texts.split(", ", -1)) {
            String whole = text.equals(NO_TEXT) ? "" : text;
            assertThat(glob(pattern).matches(whole))
                    .as("%s is like %s", text, pattern)
                    .isFalse();
        }
    }

    @Test
    void aCharacterIsACodePoint() {
        String smile = "\ud83d\ude00";

        assertThat(glob("?").matches(smile)).isTrue();
        assertThat(glob("??").matches(smile)).isFalse();
        assertThat(glob("*" + smile).matches("a" + smile)).isTrue();
        assertThat(glob("a" + smile + "?").matches("a" + smile + smile)).isTrue();
        assertThat(glob("\u00e9*").matches("e\u0301")).isFalse();
    }

    @Test
    void aPatternMayBeAsLongAsAWord() {
        String most = "a".repeat(Glob.MAX_CHARACTERS);

        assertThat(glob(most + "*").matches(most)).isTrue();
        assertThat(glob(most + "*").matches(most + "b")).isTrue();
        assertThat(glob("*" + most).matches("b" + most)).isTrue();
        assertThat(glob("*" + most).matches(most.substring(1))).isFalse();
        assertThat(glob("?".repeat(Glob.MAX_CHARACTERS)).matches(most)).isTrue();
        assertThat(glob("?".repeat(Glob.MAX_CHARACTERS)).matches(most + "a")).isFalse();
        assertThat(glob(most + "b").matches(most + "b")).isTrue();
    }

    @Test
    void eachCharacterIsLookedAtOnceWhateverThePattern() {
        CountedText text = new CountedText("a".repeat(10_000));

        assertThat(glob("a*".repeat(40) + "b").matches(text)).isFalse();
        assertThat(glob("*a".repeat(40) + "?*b").matches(text)).isFalse();
        assertThat(glob("*" + "a".repeat(60) + "b*").matches(text)).isFalse();

        assertThat(text.reads).isLessThanOrEqualTo(3 * text.length());
    }

    /// As the value of a label, where it may also be empty.
    private static Glob glob(String pattern) {
        Understood understood = (Understood) Target.parse("label:k=" + pattern);
        Glob glob = Objects.requireNonNull(((Labelled) understood.target()).value());
        assertThat(glob).hasToString(pattern);
        return glob;
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
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
