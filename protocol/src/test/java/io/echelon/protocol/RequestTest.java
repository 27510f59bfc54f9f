package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            HELLO                                        => HELLO countsBodies=false
            HELLO proto=1 name=w7 lang=java ver=1.2      => HELLO name=w7 language=java version=1.2 countsBodies=false
            HELLO #1 body=count                          => HELLO tag=1 countsBodies=true
            hello BODY=TEXT future=x !name=a             => HELLO name=a countsBodies=false
            JOIN                                         => JOIN group=main labels={} reportsResults=false observes=false
            JOIN ops name=w7 results=yes                 => JOIN group=ops name=w7 labels={} reportsResults=true observes=false
            JOIN label.b=1 LABEL.B=2 !label.a="x y"      => JOIN group=main labels={b=1, B=2, a=x y} reportsResults=false observes=false
            JOIN "the group" label.os=                   => JOIN group=the group labels={os=} reportsResults=false observes=false
            JOIN name="a\\u{e9}\\"\\\\" results=NO       => JOIN group=main name=aé"\\ labels={} reportsResults=false observes=false
            JOIN name=a"b\\c                             => JOIN group=main name=a"b\\c labels={} reportsResults=false observes=false
            JOIN observe=yes                             => JOIN group=main labels={} reportsResults=false observes=true
            JOIN ops name=w7 label.a=1 !Observe=YES      => JOIN group=ops name=w7 labels={a=1} reportsResults=false observes=true
            JOIN observe=no results=yes                  => JOIN group=main labels={} reportsResults=true observes=false
            LEAVE #a.b_c-9                               => LEAVE tag=a.b_c-9
            quit                                         => QUIT
            WHO                                          => WHO
            WHO rank:4-9,12                              => WHO target=rank:4-9,12
            ME                                           => ME
            SEND all :uptime                             => SEND target=all ttlMillis=60000 limitMillis=300000 body=uptime
            SEND #x m7 ttl=1500ms limit=2h :a :b {3}     => SEND tag=x target=m7 ttlMillis=1500 limitMillis=7200000 body=a :b {3}
            SEND "name:a | name:b" limit=7d :            => SEND target=name:a | name:b ttlMillis=60000 limitMillis=604800000 body=
            SEND +1..+3 ttl=1m :x                        => SEND target=+1..+3 ttlMillis=60000 limitMillis=300000 body=x
            SEND label:os=linux&!m7 :x                   => SEND target=label:os=linux&!m7 ttlMillis=60000 limitMillis=300000 body=x
            SEND "a=b" :x                                => SEND target=a=b ttlMillis=60000 limitMillis=300000 body=x
            :uptime                                      => SEND target=all ttlMillis=60000 limitMillis=300000 body=uptime
            : #x y                                       => SEND target=all ttlMillis=60000 limitMillis=300000 body= #x y
            ACK 7                                        => ACK command=7
            DONE 7                                       => DONE command=7 body=
            DONE #9 7 rc=0 :up 3 days                    => DONE tag=9 command=7 code=0 body=up 3 days
            FAIL 999999999999999999 RC=-2147483648 :why  => FAIL command=999999999999999999 code=-2147483648 body=why
            REFUSE 7 :not here                           => REFUSE command=7 body=not here
            TALLY 7                                      => TALLY command=7
            WATCH Roster                                 => WATCH
            UNWATCH roster                               => UNWATCH
            PING                                         => PING
            PING "a b"                                   => PING word=a b
            HELP limits                                  => HELP topic=limits
            """)
    void everySupportedVerbIsReadWithItsArguments(String line, String expected) {
        assertThat(Frames.of(line + "\n")).containsExactly(expected);
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void theExampleOfAVerbIsReadAsThatVerbOrAnsweredAsUnsupported(Verb verb) {
        String expected = verb.isSupported() ? verb.name() : "-ERR 105 UNSUPPORTED ";

        assertThat(Frames.of(verb.example() + "\n")).singleElement().asString().startsWith(expected);
    }

    @Test
    void labelsKeepTheirOrderAndCannotBeChanged() {
        RequestParser parser = new RequestParser(ProtocolLimits.DEFAULTS);
        byte[] line = Ascii.bytes("JOIN label.z=1 label.a=2 label.m=3\n");

        parser.feed(line, 0, line.length);

        assertThat(parser.next()).isInstanceOfSatisfying(Request.Join.class, join -> {
            assertThat(join.labels().keySet()).containsExactly("z", "a", "m");
            assertThatThrownBy(() -> join.labels().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
        });
    }
}
