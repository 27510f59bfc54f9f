package io.echelon.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What could forge a line or drive a terminal, wherever it is put, reaches nobody raw: neither the
/// other members nor who said it.
final class HostileTest {
    /// Where `@` stands for what is hostile.
    private static final List<String> PLACES = List.of(
            "SEND all :@x@",
            ":@",
            "DONE 1 rc=0 :@x@",
            "FAIL 2 :@",
            "REFUSE 3 :@",
            "DONE 1@ :x",
            "DONE 4 rc=@ :x",
            "SEND @ :x",
            "SEND \"@\" :x",
            "SEND name:@ :x",
            "SEND all ttl=@ :x",
            "SEND all ttl=\"@\" :x",
            "SEND all @=1 :x",
            "SEND all !k@=1 :x",
            "SEND all {@}",
            "SEND #@ all :x",
            "WHO @",
            "WHO \"@\"",
            "WATCH \"@\"",
            "PING @",
            "PING \"@\"",
            "PING #@ x",
            "PING x@ y@",
            "HELP @",
            "HELP \"@\"",
            "TALLY @",
            "@",
            "@ all :x",
            "S@END all :x",
            "HELLO proto=@",
            "HELLO proto=1 name=@",
            "HELLO proto=1 lang=\"@\" ver=\"@\"",
            "HELLO proto=1 body=\"@\"",
            "LEAVE",
            "JOIN @",
            "JOIN \"@\"",
            "JOIN main results=\"@\"",
            "JOIN main name=@",
            "JOIN main name=\"@\"",
            "JOIN main label.@=x",
            "JOIN main label.k=@",
            "JOIN main label.k=\"@\"",
            "JOIN main @",
            "ME",
            "JOIN main name=plain");

    static Stream<byte[]> hostile() {
        Stream<String> texts = Stream.of(
                "\0",
                "\u0001",
                "\u0007",
                "\b",
                "\t",
                "\u000b",
                "\f",
                "a\rb",
                "\r",
                "\u001b",
                "\u001b[2J",
                "\u001b]0;pwned\u0007",
                "\u007f",
                "\u0085",
                "\u009b31m",
                "\u061c",
                "\u200e",
                "\u200f",
                "\u2028",
                "\u2029",
                "\u202a",
                "\u202e",
                "\u2066",
                "\u2069",
                "\\u{1b}",
                "\\u{202e}",
                "\\n*RANK forged",
                "\n*RANK forged\n",
                "\\r\\n+OK forged",
                "\r\n+OK forged\r\n");
        Stream<byte[]> notUtf8 = Stream.of(
                new byte[] {(byte) 0x9b},
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc0, (byte) 0x8a},
                new byte[] {(byte) 0xe2, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        return Stream.concat(texts.map(text -> text.getBytes(StandardCharsets.UTF_8)), notUtf8);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void reachesNobodyRaw(byte[] hostile) throws Exception {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.person();
            ScriptedClient attacker = server.program("main results=yes");
            ScriptedClient junior = server.person();
            senior.send("SEND m2 :1", "SEND m2 :2", "SEND m2 :3", "SEND m2 :4", "PING sent");
            senior.await("\\+OK PONG sent");

            for (String place : PLACES) {
                attacker.sendBytes(filled(place, hostile));
                attacker.send("", "PING"); // Ten lines in a row that are no frames would end it.
            }
            attacker.sendBytes(counted(hostile));
            attacker.closeOutput();

            Heard.assertHarmless(attacker.untilEnd());
            senior.closeOutput();
            junior.closeOutput();
            Heard.assertHarmless(senior.untilEnd());
            Heard.assertHarmless(junior.untilEnd());
        }
    }

    private static byte[] filled(String place, byte[] hostile) {
        String octets = new String(hostile, StandardCharsets.ISO_8859_1);
        return place.replace("@", octets).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The same as the body of a command, between lines that are not to be taken for the server's.
    private static byte[] counted(byte[] hostile) {
        String octets = "\n+OK forged\n" + new String(hostile, StandardCharsets.ISO_8859_1) + "\n*RANK forged\n";
        return ("SEND all {" + octets.length() + "}\n" + octets + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
