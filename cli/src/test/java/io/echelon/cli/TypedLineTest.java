package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person types, and what it means.
final class TypedLineTest {
    @Test
    void aTextCommandsEveryoneBelow() {
        assertThat(TypedLine.parse("  restart now ")).isEqualTo(new TypedLine.Send("all", "restart now"));
        assertThat(TypedLine.parse("//etc/init.d/x restart"))
                .isEqualTo(new TypedLine.Send("all", "/etc/init.d/x restart"));
        assertThat(TypedLine.parse(":uptime")).isEqualTo(new TypedLine.Send("all", ":uptime"));
    }

    @Test
    void toNamesATarget() {
        assertThat(TypedLine.parse("/to m3 reload  all")).isEqualTo(new TypedLine.Send("m3", "reload  all"));
        assertThat(TypedLine.parse("/TO +1..+3 x")).isEqualTo(new TypedLine.Send("+1..+3", "x"));
        assertThat(TypedLine.parse("/to name:web*&!m3 x")).isEqualTo(new TypedLine.Send("name:web*&!m3", "x"));
        assertThat(TypedLine.parse("/to \"name:'web 1' | m3\" say \"x\""))
                .isEqualTo(new TypedLine.Send("name:'web 1' | m3", "say \"x\""));
        assertThat(TypedLine.parse("/to \"m3 | m4\"")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("/to \"m3 | m4")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("/to m3")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("/to")).isInstanceOf(TypedLine.Wrong.class);
    }

    @Test
    void aSlashAndAWordIsForTheClient() {
        assertThat(TypedLine.parse("/who")).isEqualTo(new TypedLine.Who());
        assertThat(TypedLine.parse("/Me")).isEqualTo(new TypedLine.Me());
        assertThat(TypedLine.parse(" /quit ")).isEqualTo(new TypedLine.Quit());
        assertThat(TypedLine.parse("/help")).isEqualTo(new TypedLine.Help());
        assertThat(TypedLine.parse("/who now")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("/whom"))
                .isEqualTo(new TypedLine.Wrong("there is no /whom; /help lists what there is"));
        assertThat(TypedLine.parse("/")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("   ")).isEqualTo(new TypedLine.Nothing());
    }

    @Test
    void aCommandIsNamedByItsNumber() {
        assertThat(TypedLine.parse("/cancel 7")).isEqualTo(new TypedLine.Cancel(7));
        assertThat(TypedLine.parse("/tally  12")).isEqualTo(new TypedLine.Tally(12));
        assertThat(TypedLine.parse("/Results 7")).isEqualTo(new TypedLine.Results(7));
        assertThat(TypedLine.parse("/yield")).isEqualTo(new TypedLine.Yield());
        assertThat(TypedLine.parse("/yield m3")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("/cancel"))
                .isEqualTo(new TypedLine.Wrong("/cancel wants the number of a command, as in: /cancel 7"));
        assertThat(TypedLine.parse("/tally m7")).isInstanceOf(TypedLine.Wrong.class);
        assertThat(TypedLine.parse("/results 1234567890123456789")).isInstanceOf(TypedLine.Wrong.class);
    }

    @Test
    void helpExplainsEveryWord() {
        assertThat(TypedLine.WORDS)
                .allSatisfy(word -> assertThat(TypedLine.HELP).contains(word));
        assertThat(TypedLine.WORDS)
                .allSatisfy(word -> assertThat(List.of("", " 7", " all x"))
                        .anySatisfy(rest ->
                                assertThat(TypedLine.parse(word + rest)).isNotInstanceOf(TypedLine.Wrong.class)));
    }
}
