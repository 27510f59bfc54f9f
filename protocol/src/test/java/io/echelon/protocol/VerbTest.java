package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbTest {
    @ParameterizedTest
    @CsvSource({
        "SNED,SEND",
        "sned,SEND",
        "SEDN,SEND",
        "SND,SEND",
        "SENDD,SEND",
        "SENT,SEND",
        "JON,JOIN",
        "Q,QUIT",
        "WH,WHO",
        "HEL,HELLO",
        "HLEP,HELP",
        "PNG,PING",
        "DOEN,DONE",
        "TALY,TALLY",
        "UNWTACH,UNWATCH",
        "REFUES,REFUSE",
        "WATHC,WATCH",
        "QUTI,QUIT",
        "LAEVE,LEAVE",
        "CANCL,CANCEL",
        "RESUEM,RESUME",
        "RESULT,RESULTS",
        "PROGG,PROG",
        "YILED,YIELD"
    })
    void aTypoHasANearestVerb(String word, Verb nearest) {
        assertThat(Verb.nearest(word)).isEqualTo(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "XY", "FOO", "LS", "EXECUTE", "AUTHX", "SENDSENDSENDSEND", "日本"})
    void aWordUnlikeAnySupportedVerbHasNone(String word) {
        assertThat(Verb.nearest(word)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void aVerbIsFoundInAnyCase(Verb verb) {
        byte[] lower = Ascii.bytes(" " + verb.name().toLowerCase(Locale.ROOT) + "x");

        assertThat(Verb.find(lower, 1, lower.length - 1)).isEqualTo(verb);
        assertThat(Verb.find(lower, 1, lower.length)).isNull();
        assertThat(Verb.find(lower, 1, 1)).isNull();
        assertThat(verb.usage()).startsWith(verb.name());
        assertThat(verb.summary()).isNotBlank();
    }

    @Test
    void onlyAuthIsNotSupportedYet() {
        EnumSet<Verb> unsupported = EnumSet.allOf(Verb.class);
        unsupported.removeIf(Verb::isSupported);

        assertThat(unsupported).containsExactly(Verb.AUTH);
    }
}
