package io.echelon.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom a command reaches: those below its sender that it names, and never anybody else.
final class TargetTest {
    /// m3 sends, in a group of m1 to m6. They are named w1 to w6, those with an even number have bsd.
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            all                         ; 4 5 6 ; 2
            ALL                         ; 4 5 6 ; 2
            next                        ; 4     ; 0
            last                        ; 6     ; 0
            m5                          ; 5     ; 0
            rank:4                      ; 5     ; 0
            rank:3-4                    ; 4 5   ; 0
            rank:3,5                    ; 4 6   ; 0
            rank:5,3-4                  ; 4 5 6 ; 0
            rank:4-900                  ; 5 6   ; 0
            +1                          ; 4     ; 0
            +2..+3                      ; 5 6   ; 0
            +2..+900                    ; 5 6   ; 0
            name:w5                     ; 5     ; 0
            NAME:w*                     ; 4 5 6 ; 2
            label:os                    ; 4 5 6 ; 2
            label:os=bsd                ; 4 6   ; 1
            label:os=l*                 ; 5     ; 1
            any&label:os=linux          ; 5     ; 0
            m4|m6                       ; 4 6   ; 0
            !m1                         ; 4 5 6 ; 1
            !m9&!rank:0-1,70            ; 4 5 6 ; 0
            "label:os=bsd & !last"      ; 4     ; 1
            "next | label:os=linux"     ; 4 5   ; 1
            "!(name:w4 | name:w5)"       ; 6     ; 2
            """)
    void commandReachesExactlyWhomItNames(String target, String reached, int above) {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> members = members(server, 6);
            List<String> numbers = Arrays.asList(reached.split(" ", -1));

            members.get(2).send("SEND " + target + " :x");

            members.get(2).expect("+OK id=1 n=" + numbers.size() + " above=" + above + " rev=6");
            members.get(2)
                    .expectMatch("\\*CLOSED 1 total=" + numbers.size() + " delivered=" + numbers.size() + " ms=\\d+");
            for (int number = 1; number <= members.size(); number++) {
                if (numbers.contains(Integer.toString(number))) {
                    members.get(number - 1).expect("*COMMAND 1 from=m3 rank=2 ttl=60s :x");
                }
                members.get(number - 1).expectNothing();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            m1         ; 300 UPWARD who=m1
            m2         ; 300 UPWARD who=m2
            rank:1-5   ; 300 UPWARD who=m2
            rank:0,3   ; 300 UPWARD who=m1
            m3         ; 301 SELF
            rank:2-5   ; 301 SELF
            m7         ; 405 NO_SUCH_MEMBER
            rank:6     ; 405 NO_SUCH_MEMBER
            rank:0,6   ; 405 NO_SUCH_MEMBER
            +4         ; 500 NO_MATCH
            +0         ; 102 BAD_ARGS
            +2..+1     ; 102 BAD_ARGS
            rank:5-3   ; 102 BAD_ARGS
            rank:65536 ; 102 BAD_ARGS
            rank:      ; 102 BAD_ARGS
            rank:3,    ; 102 BAD_ARGS
            m          ; 102 BAD_ARGS
            nobody     ; 102 BAD_ARGS arg=target at=1
            m4|m1      ; 300 UPWARD who=m1
            m1&name:w4 ; 300 UPWARD who=m1
            !!m2       ; 300 UPWARD who=m2
            m4|m3      ; 301 SELF
            m1|m9      ; 405 NO_SUCH_MEMBER who=m9
            name:x*    ; 500 NO_MATCH
            label:cpu  ; 500 NO_MATCH
            name:      ; 102 BAD_ARGS arg=target at=6
            !any       ; 102 BAD_ARGS arg=target at=2
            m4&(m5     ; 102 BAD_ARGS arg=target at=4
            "m4 & "    ; 102 BAD_ARGS arg=target at=6
            """)
    void rejectedCommandReachesNobody(String target, String error) {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> members = members(server, 6);

            members.get(2).send("SEND #t " + target + " :x");

            members.get(2).expectMatch("-ERR #t " + error + "( .*)? :.*");
            members.forEach(ScriptedClient::expectNothing);
            members.get(2).send("SEND all :y");
            members.get(2).expect("+OK id=1 n=3 above=2 rev=6"); // It has used no number up.
        }
    }

    @Test
    void targetAsLongAsALineIsAnsweredInItsTurn() {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> members = members(server, 2);

            members.getFirst().send("SEND " + "(".repeat(4_000) + " :x", "SEND " + "m2|".repeat(1_000) + "m2 :x");
            members.getFirst().send("SEND name:" + "w*".repeat(32) + "x :x", "SEND " + "!".repeat(4_000) + "m2 :x");

            members.getFirst().expectMatch("-ERR 102 BAD_ARGS arg=target at=33 :.* no more than 32 .*");
            members.getFirst().expectMatch("-ERR 102 BAD_ARGS arg=target at=385 :.* no more than 128 .*");
            members.getFirst().expectMatch("-ERR 500 NO_MATCH :.*");
            members.getFirst().expect("+OK id=1 n=1 above=0 rev=2");
        }
    }

    @Test
    void anyIsOneOfThoseWithTheFewestCommandsUnderWay() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient second = server.program("main results=yes");
            ScriptedClient third = server.program("main results=yes");

            sender.send("SEND any :a", "SEND any :b", "SEND any :c");
            second.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :a", "*COMMAND 3 from=m1 rank=0 ttl=60s :c");
            third.expect("*COMMAND 2 from=m1 rank=0 ttl=60s :b");
            third.send("DONE 2");
            third.expect("+OK");
            sender.await("\\*CLOSED 2 .*");
            sender.send("SEND any :d");

            third.expect("*COMMAND 4 from=m1 rank=0 ttl=60s :d");
            second.expectNothing();
        }
    }

    @Test
    void memberThatLeftIsNamedInVain() {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> members = members(server, 3);
            members.get(1).send("QUIT");
            members.get(2).expectMatch("\\*RANK 1 was=2 .*");

            members.getFirst().send("SEND m2 :x", "SEND rank:1 :y");

            members.getFirst().expectMatch("-ERR 405 NO_SUCH_MEMBER( \\S+=\\S+)* :.*");
            members.getFirst().expect("+OK id=1 n=1 above=0 rev=4");
            members.get(2).expect("*COMMAND 1 from=m1 rank=0 ttl=60s :y");
        }
    }

    @Test
    void groupsKnowNothingOfEachOther() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient web1 = server.program("web");
            ScriptedClient web2 = server.program("web");
            ScriptedClient data1 = server.program("data");
            ScriptedClient data2 = server.program("data");

            web1.send("SEND all :w", "SEND m2 :w");
            web1.expect("+OK id=1 n=1 above=0 rev=2");
            data1.send("SEND all :d", "TALLY 2");
            data1.expect("+OK id=1 n=1 above=0 rev=2");
            data1.expectMatch("\\*CLOSED 1 total=1 delivered=1 ms=\\d+");
            data1.expectMatch("-ERR 501 NO_SUCH_COMMAND :.*");
            web2.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :w", "*COMMAND 2 from=m1 rank=0 ttl=60s :w");
            data2.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :d");
            web1.send("QUIT");

            web2.expectMatch("\\*RANK 0 was=1 of=1 rev=3 .*");
            data2.expectNothing();
        }
    }

    private static List<ScriptedClient> members(TestServer server, int count) {
        List<ScriptedClient> members = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            members.add(server.program("main name=w" + number + " label.os=" + (number % 2 == 0 ? "bsd" : "linux")));
        }
        return members;
    }
}
