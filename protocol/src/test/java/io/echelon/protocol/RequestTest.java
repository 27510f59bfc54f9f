package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class RequestTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            HELLO                                        => HELLO countsBodies=false pingMillis=0
            HELLO proto=1 name=w7 lang=java ver=1.2      => HELLO name=w7 language=java version=1.2 countsBodies=false pingMillis=0
            HELLO #1 body=count                          => HELLO tag=1 countsBodies=true pingMillis=0
            hello BODY=TEXT future=x !name=a             => HELLO name=a countsBodies=false pingMillis=0
            JOIN                                         => JOIN group=main labels={} reportsResults=false observes=false window=0 graceMillis=0 waits=false
            JOIN ops name=w7 results=yes                 => JOIN group=ops name=w7 labels={} reportsResults=true observes=false window=0 graceMillis=0 waits=false
            JOIN label.b=1 LABEL.B=2 !label.a="x y"      => JOIN group=main labels={b=1, B=2, a=x y} reportsResults=false observes=false window=0 graceMillis=0 waits=false
            JOIN "the group" label.os=                   => JOIN group=the group labels={os=} reportsResults=false observes=false window=0 graceMillis=0 waits=false
            JOIN name="a\\u{e9}\\"\\\\" results=NO       => JOIN group=main name=aé"\\ labels={} reportsResults=false observes=false window=0 graceMillis=0 waits=false
            JOIN name=a"b\\c                             => JOIN group=main name=a"b\\c labels={} reportsResults=false observes=false window=0 graceMillis=0 waits=false
            JOIN observe=yes                             => JOIN group=main labels={} reportsResults=false observes=true window=0 graceMillis=0 waits=false
            JOIN ops name=w7 label.a=1 !Observe=YES      => JOIN group=ops name=w7 labels={a=1} reportsResults=false observes=true window=0 graceMillis=0 waits=false
            JOIN observe=no results=yes                  => JOIN group=main labels={} reportsResults=true observes=false window=0 graceMillis=0 waits=false
            LEAVE #a.b_c-9                               => LEAVE tag=a.b_c-9
            quit                                         => QUIT
            WHO                                          => WHO
            WHO rank:4-9,12                              => WHO target=rank:4-9,12
            ME                                           => ME
            SEND all :uptime                             => SEND target=all ttlMillis=60000 limitMillis=300000 waves=[] body=uptime
            SEND #x m7 ttl=1500ms limit=2h :a :b {3}     => SEND tag=x target=m7 ttlMillis=1500 limitMillis=7200000 waves=[] body=a :b {3}
            SEND "name:a | name:b" limit=7d :            => SEND target=name:a | name:b ttlMillis=60000 limitMillis=604800000 waves=[] body=
            SEND +1..+3 ttl=1m :x                        => SEND target=+1..+3 ttlMillis=60000 limitMillis=300000 waves=[] body=x
            SEND label:os=linux&!m7 :x                   => SEND target=label:os=linux&!m7 ttlMillis=60000 limitMillis=300000 waves=[] body=x
            SEND "a=b" :x                                => SEND target=a=b ttlMillis=60000 limitMillis=300000 waves=[] body=x
            :uptime                                      => SEND target=all ttlMillis=60000 limitMillis=300000 waves=[] body=uptime
            : #x y                                       => SEND target=all ttlMillis=60000 limitMillis=300000 waves=[] body= #x y
            ACK 7                                        => ACK command=7
            DONE 7                                       => DONE command=7 body=
            DONE #9 7 rc=0 :up 3 days                    => DONE tag=9 command=7 code=0 body=up 3 days
            FAIL 999999999999999999 RC=-2147483648 :why  => FAIL command=999999999999999999 code=-2147483648 body=why
            REFUSE 7 :not here                           => REFUSE command=7 body=not here
            TALLY 7                                      => TALLY command=7
            WATCH Roster                                 => WATCH subject=ROSTER command=0
            UNWATCH roster                               => UNWATCH subject=ROSTER command=0
            PING                                         => PING
            PING "a b"                                   => PING word=a b
            HELP limits                                  => HELP topic=limits
            CLUSTER                                      => CLUSTER action=STATUS
            cluster Status                               => CLUSTER action=STATUS
            CLUSTER #c ADD n4 10.0.0.4:7511              => CLUSTER tag=c action=ADD node=n4 address=10.0.0.4:7511
            CLUSTER add n4 [::1]:7511                    => CLUSTER action=ADD node=n4 address=[::1]:7511
            CLUSTER remove n2                            => CLUSTER action=REMOVE node=n2
            CLUSTER transfer n2                          => CLUSTER action=TRANSFER node=n2
            """)
    void everySupportedVerbIsReadWithItsArguments(String line, String expected) {
        assertThat(Frames.of(line + "\n")).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '^', textBlock = """
            HELLO ping=100ms                             => HELLO countsBodies=false pingMillis=100
            HELLO !PING=60m                              => HELLO countsBodies=false pingMillis=3600000
            JOIN window=1 grace=0s wait=no               => JOIN group=main labels={} reportsResults=false observes=false window=1 graceMillis=0 waits=false
            JOIN Window=1024 !grace=1h WAIT=Yes          => JOIN group=main labels={} reportsResults=false observes=false window=1024 graceMillis=3600000 waits=true
            JOIN grace=1ms                               => JOIN group=main labels={} reportsResults=false observes=false window=0 graceMillis=1 waits=false
            RESUME session=AZaz09_-AZaz09_-AZaz09 got=0  => RESUME session=AZaz09_-AZaz09_-AZaz09 got=0
            resume #r GOT=12 session="the-word-that-JOIN-gave" later=1 => RESUME tag=r session=the-word-that-JOIN-gave got=12
            YIELD #y                                     => YIELD tag=y
            SEND all key=a :x                            => SEND target=all ttlMillis=60000 limitMillis=300000 key=a waves=[] body=x
            SEND all !key="a b" rev=0 expect=0 :x        => SEND target=all ttlMillis=60000 limitMillis=300000 key=a b rev=0 expect=0 waves=[] body=x
            SEND all rev=999999999999999999 expect=2147483647 : => SEND target=all ttlMillis=60000 limitMillis=300000 rev=999999999999999999 expect=2147483647 waves=[] body=
            SEND all wave=1 :x                           => SEND target=all ttlMillis=60000 limitMillis=300000 waves=[Wave[amount=1, isPercent=false]] body=x
            SEND all stop=1 wave=1%,100% :x              => SEND target=all ttlMillis=60000 limitMillis=300000 waves=[Wave[amount=1, isPercent=true], Wave[amount=100, isPercent=true]] stop=1 body=x
            OUT 7 1 :a b                                 => OUT command=7 stream=1 body=a b
            OUT #o 7 2 :                                 => OUT tag=o command=7 stream=2 body=
            PROG 7 0%                                    => PROG command=7 percent=0 body=
            PROG 7 100% :unpacking                       => PROG command=7 percent=100 body=unpacking
            CANCEL 7                                     => CANCEL command=7
            RESULTS 7                                    => RESULTS command=7
            RESULTS 7 State=FAILED                       => RESULTS command=7 state=failed
            WATCH commands                               => WATCH subject=COMMANDS command=0
            WATCH 7                                      => WATCH subject=COMMAND command=7
            UNWATCH COMMANDS                             => UNWATCH subject=COMMANDS command=0
            UNWATCH 999999999999999999                   => UNWATCH subject=COMMAND command=999999999999999999
            PONG                                         => PONG got=-1
            PONG 81 got=0                                => PONG word=81 got=0
            PONG #p "" got=1532                          => PONG tag=p word= got=1532
            """)
    void everyVerbAndOptionOfTheContractIsRead(String line, String expected) {
        assertThat(Frames.of(line + "\n")).containsExactly(expected);
    }

    @ParameterizedTest
    @FieldSource("io.echelon.protocol.Request$Results#STATES")
    void everyStateMayBeAskedFor(String state) {
        assertThat(Frames.of("RESULTS 7 state=" + state + "\n")).containsExactly("RESULTS command=7 state=" + state);
    }

    @Test
    void aCommandHasSixteenWavesAtMost() {
        assertThat(Frames.of("SEND all wave=1" + ",2%".repeat(15) + " :x\n"))
                .singleElement()
                .asString()
                .startsWith("SEND ");
        assertThat(Frames.of("SEND all wave=1" + ",2%".repeat(16) + " :x\n"))
                .singleElement()
                .asString()
                .startsWith("-ERR 102 BAD_ARGS :wave is 1 to 16 of ");
    }

    @Test
    void whatAMemberMayAskForIsALimitOfTheServer() {
        RequestParser parser = new RequestParser(new ProtocolLimits(64, 64, 1, 4, 0, 1, 2, 0));

        assertThat(Frames.fed(parser, "JOIN window=2 grace=0s\nJOIN window=3\nJOIN grace=1ms\n"))
                .hasSize(3)
                .satisfies(frames -> {
                    assertThat(frames.get(0)).contains("window=2 graceMillis=0");
                    assertThat(frames.get(1)).contains("102 BAD_ARGS :window is a whole number from 1 to 2, not 3;");
                    assertThat(frames.get(2)).contains("102 BAD_ARGS :grace is a time from 0s to 0s, not 1ms;");
                });
    }

    @Test
    void aSessionIsNotInTheTextOfARecord() {
        Request resume = new Request.Resume("t", "the-word-that-JOIN-gave", 12);

        assertThat(resume).hasToString("Resume[tag=t, got=12]");
    }

    @Test
    void wavesCannotBeChanged() {
        Request.Wave wave = new Request.Wave(1, false);
        List<Request.Wave> waves = new ArrayList<>(List.of(wave));
        Request.Send send = new Request.Send(null, "all", 1, 1, null, null, null, waves, null, new byte[0]);

        waves.clear();

        assertThat(send.waves()).containsExactly(wave);
        assertThatThrownBy(() -> send.waves().clear()).isInstanceOf(UnsupportedOperationException.class);
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
