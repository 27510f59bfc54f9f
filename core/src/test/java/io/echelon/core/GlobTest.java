package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Target.Labelled;
import io.echelon.core.Target.Understood;
import java.util.Map;
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
            assertThat(isLike(whole, pattern))
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
            assertThat(isLike(whole, pattern))
                    .as("%s is like %s", text, pattern)
                    .isFalse();
        }
    }

    @Test
    void aCharacterIsACodePoint() {
        String smile = "\ud83d\ude00";

        assertThat(isLike(smile, "?")).isTrue();
        assertThat(isLike(smile, "??")).isFalse();
        assertThat(isLike("a" + smile, "*" + smile)).isTrue();
        assertThat(isLike("a" + smile + smile, "a" + smile + "?")).isTrue();
        assertThat(isLike("e\u0301", "\u00e9*")).isFalse();
    }

    @Test
    void aPatternMayBeAsLongAsAWord() {
        String most = "a".repeat(Glob.MAX_CHARACTERS);

        assertThat(isLike(most, most + "*")).isTrue();
        assertThat(isLike(most + "b", most + "*")).isTrue();
        assertThat(isLike("b" + most, "*" + most)).isTrue();
        assertThat(isLike(most.substring(1), "*" + most)).isFalse();
        assertThat(isLike(most, "?".repeat(Glob.MAX_CHARACTERS))).isTrue();
        assertThat(isLike(most + "a", "?".repeat(Glob.MAX_CHARACTERS))).isFalse();
        assertThat(isLike(most + "b", most + "b")).isTrue();
    }

    /// As the value of a label, where it may also be empty.
    private static boolean isLike(String text, String pattern) {
        Understood understood = (Understood) Target.parse("label:k=" + pattern);
        Glob glob = Objects.requireNonNull(((Labelled) understood.target()).value());
        assertThat(glob).hasToString(pattern);
        return new Question("k").isLike(glob).holds(0, new Profile(null, Map.of("k", text), false));
    }
}
